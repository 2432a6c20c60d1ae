"""The command line: results on stdout, progress and notes on stderr; the only place of exit codes.

0 done; 1 done, but some files were refused (named on stderr) or a check failed; 2 wrong use, with what to do.
"""

import json
import logging
import sys
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer
from pydantic import ValidationError
from rich.console import Console

from index.errors import NianbaoError
from index.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Figures you can quote, from government information disclosure annual reports.")
stderr = Console(stderr=True)


@dataclass(slots=True)
class _Options:
    settings: Settings


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Folder of the index (NIANBAO_DATA, default: data).")] = None,
) -> None:
    """Read the settings once, for the command that follows."""
    context.obj = _Options(Settings(data=data) if data else Settings())


def _settings(context: typer.Context) -> Settings:
    found: _Options = context.find_root().obj
    return found.settings


@app.command()
def build(
    context: typer.Context,
    reports: Annotated[list[Path], typer.Argument(help="Folders of reports, or report files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the summary as JSON to stdout.")] = False,
) -> None:
    """Read reports into the index. Unchanged files are skipped, deleted ones taken out, refused ones named."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from index.build import Builder, report_files

    files = report_files(reports)
    if not files:
        raise NianbaoError(f"no report files under {', '.join(map(str, reports))}: give a folder of .txt or .md reports")
    builder = Builder(_settings(context))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=stderr) as progress:
            task = progress.add_task("Indexing", total=len(files))
            summary = builder.build(reports, lambda file: progress.update(task, advance=1, description=file[:40]))
    finally:
        builder.close()
    for refused in summary.refused:
        stderr.print(f"[yellow]refused[/yellow] {refused.path}: {refused.reason}", highlight=False)
    for table in summary.not_extracted:
        stderr.print(f"[yellow]not extracted[/yellow] {table}", highlight=False)
    counts = {name: len(getattr(summary, name)) for name in ("added", "replaced", "unchanged", "removed", "refused")}
    stderr.print(", ".join(f"{count} {name}" for name, count in counts.items()), highlight=False)
    if as_json:
        refusals = [{"file": str(r.path), "reason": r.reason} for r in summary.refused]
        print(json.dumps(counts | {"not_extracted": summary.not_extracted, "refused": refusals}, ensure_ascii=False))
    raise typer.Exit(1 if summary.refused else 0)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question in Chinese or English.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the whole answer object.")] = False,
    language: Annotated[Literal["zh", "en"] | None, typer.Option(help="Answer in this language.")] = None,
) -> None:
    """Answer one question, with citations."""
    from assistant.answer import to_json
    from assistant.chain import open_assistant

    settings = _settings(context)
    answer = open_assistant(settings).ask(question, language=language)
    if as_json:
        print(json.dumps(to_json(answer, public_url=settings.public_url), ensure_ascii=False, indent=1))
        return
    from assistant.show import answer_text

    out = Console(highlight=False, soft_wrap=True)
    for part in answer_text(answer):
        out.print(part)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
) -> None:
    """Serve the chat page and the API until interrupted."""
    from assistant.api import serve as serve_api
    from assistant.chain import open_assistant

    settings = _settings(context)
    assistant = open_assistant(settings)
    serve_api(assistant, settings, host, port, announce=lambda address: stderr.print(f"Nianbao is at {address} (Ctrl-C ends it)", highlight=False))


@app.command()
def reports(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON list.")] = False,
) -> None:
    """List the reports in the index and how each table was read."""
    from assistant.show import report_json, reports_grid

    summaries = _store(context).reports()
    if as_json:
        print(json.dumps([report_json(summary) for summary in summaries], ensure_ascii=False, indent=1))
    else:
        Console().print(reports_grid(summaries))


@app.command()
def show(
    context: typer.Context,
    report: Annotated[str, typer.Argument(help='Id, file or "issuer year" of a report.')],
    table: Annotated[Literal["t2", "t3", "t4"] | None, typer.Option(help="Only this table.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the tables as JSON.")] = False,
) -> None:
    """Print a report's tables as they were read."""
    from assistant.show import table_grid, table_json
    from index.report import TABLE_IDS

    whole = _store(context).report(report)
    tables = [whole.tables[key] for key in ([table] if table else TABLE_IDS)]
    if as_json:
        shown = [table_json(whole, t) for t in tables]
        print(json.dumps(shown[0] if table else shown, ensure_ascii=False, indent=1))
        return
    out = Console()
    for t in tables:
        out.print(table_grid(whole, t))


@app.command()
def figures(
    context: typer.Context,
    form: Annotated[Literal["jsonl", "csv", "xlsx"], typer.Option("--format", help="How to write them.")] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="Write to this file, not to stdout.")] = None,
) -> None:
    """Write every cell of every report, one a row."""
    from assistant.show import csv_lines, figure_rows, jsonl, write_xlsx

    rows = figure_rows(_store(context))
    if form == "xlsx":
        write_xlsx(rows, output or sys.stdout.buffer)
        return
    lines = jsonl(rows) if form == "jsonl" else csv_lines(rows)
    if output is None:
        _write(lines, sys.stdout)
        return
    with output.open("w", encoding="utf-8-sig" if form == "csv" else "utf-8", newline="") as file:
        file.writelines(lines)


def _write(lines: object, target: TextIO) -> None:
    target.writelines(lines)  # type: ignore[arg-type]


@app.command()
def check(
    context: typer.Context,
    report: Annotated[str | None, typer.Argument(help="Only this report: its id, file or name.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Tell which reports do not add up; exit 1 where a hard rule fails."""
    from assistant.show import findings_lines

    store = _store(context)
    names = [report] if report else [summary.id for summary in store.reports()]
    wholes = [store.report(name) for name in names]
    if as_json:
        rows = [
            {"file": r.file, "issuer": r.issuer, "year": r.year, "rule": f.rule, "severity": f.severity, "message": f.message_zh,
             "cells": f.cells, "lines": [s.line for s in f.sources]}
            for r in wholes for f in r.findings
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        out = Console(highlight=False, soft_wrap=True)
        for whole in wholes:
            findings_lines(whole, out)
        hard = sum(f.severity == "error" for r in wholes for f in r.findings)
        stderr.print(f"{len(wholes)} reports, {sum(len(r.findings) for r in wholes)} findings, {hard} of them hard", highlight=False)
    raise typer.Exit(1 if any(f.severity == "error" for r in wholes for f in r.findings) else 0)


@app.command()
def doctor(context: typer.Context) -> None:
    """Say whether everything that answers need is there, and what to do where it is not; exit 1 where it is not."""
    from assistant.doctor import examine

    out = Console(highlight=False, soft_wrap=True)
    ailments = 0
    for line in examine(_settings(context)):
        out.print(f"{'ok ' if line.well else 'NOT'} {line.what}: {line.detail}")
        ailments += not line.well
    raise typer.Exit(1 if ailments else 0)


def _store(context: typer.Context):  # type: ignore[no-untyped-def]
    from index.figure_store import FigureStore, open_engine

    settings = _settings(context)
    return FigureStore(open_engine(settings.database, settings.data))


def main() -> None:
    """The console script: commands of other packages are added, errors become a sentence and an exit code."""
    for command in entry_points(group="nianbao.commands"):
        command.load()(app)
    logging.getLogger("transformers").setLevel(logging.ERROR)
    try:
        app()
    except NianbaoError as error:
        stderr.print(f"[red]error:[/red] {error}", highlight=False)
        sys.exit(2)
    except ValidationError as error:
        for problem in error.errors():
            stderr.print(f"[red]error:[/red] NIANBAO_{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}", highlight=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
