"""Run inside the virtual environment of another converter: `python bench_tool.py markitdown 3 FILE…`.

Prints JSON: file → processor seconds of each conversion, after one that is not counted, and the Markdown it gave; or
the error.
It imports nothing of this project, which is not installed there.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version


def markitdown() -> Callable[[str], str]:
    """Convert with markitdown."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda path: str(converter.convert(path).text_content)


def docling() -> Callable[[str], str]:
    """Convert with docling."""
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter()
    return lambda path: str(converter.convert(path).document.export_to_markdown())


def main() -> None:
    """Convert every file `rounds` times."""
    tool, rounds, *files = sys.argv[1:]
    convert = {"markitdown": markitdown, "docling": docling}[tool]()
    results: dict[str, object] = {}
    for file in files:
        times = []
        try:
            markdown = convert(file)
            for _ in range(int(rounds)):
                started = time.process_time()
                convert(file)
                times.append(time.process_time() - started)
            results[file] = {"seconds": times, "markdown": markdown}
        except Exception as error:  # what another tool cannot read is a result
            results[file] = {"error": f"{type(error).__name__}: {error}"[:300]}
    package = {"docling": "docling-slim"}.get(tool, tool)
    print(json.dumps({"version": version(package), "files": results}, ensure_ascii=False))


if __name__ == "__main__":
    main()
