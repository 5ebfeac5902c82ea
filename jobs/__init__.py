"""The timetable, and one module for each job; they call the same services as the pages do."""
