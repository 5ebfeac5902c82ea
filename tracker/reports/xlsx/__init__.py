"""Worksheets: a paper as a workbook, and the sheet that all workbooks are written on."""
