from __future__ import annotations

import ast
import sys

from tests.support.requirements import ROOT


def foreign_imports(source: str) -> list[str]:
    modules = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append(node.module or "")
    return [
        m for m in modules if m.partition(".")[0] not in sys.stdlib_module_names and not m.startswith("tracker.domain")
    ]


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    files = sorted((ROOT / "tracker" / "domain").rglob("*.py"))
    assert files
    assert not [(file.name, m) for file in files for m in foreign_imports(file.read_text(encoding="utf-8"))]
