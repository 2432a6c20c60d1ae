"""The command line: results on stdout, progress and notes on stderr; the only place of exit codes.

0 done; 1 done, but some files were refused (named on stderr) or a check failed; 2 wrong use, or the index cannot be
written, with what to do; 130 or 143 where Ctrl-C or SIGTERM ended a build, which keeps what it has read.
"""

import gc
import json
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer

from index.errors import NianbaoError
from index.settings import Settings

WIDE = 150  # a table of fifteen columns does not fit a narrow terminal; it scrolls

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Figures you can quote, from government information disclosure annual reports.",
)


def note(text: str) -> None:
    """A line on stderr: stdout is left for results."""
    typer.echo(text, err=True)


@dataclass(slots=True)
class _Options:
    settings: Settings


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Folder of the index (NIANBAO_DATA, default: data).")] = None,
) -> None:
    """Read the settings once, for the command that follows."""
    if context.invoked_subcommand != "ask":
        gc.enable()
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
    from assistant.show_build import stopped_by_signals, watching
    from index.build import Builder

    builder = Builder(_settings(context))
    try:
        with stopped_by_signals(note) as stopped, watching(note) as watcher:
            summary = builder.build(reports, watcher, stopped)
    finally:
        builder.close()
    for kind, text in summary.lines():
        note(f"{typer.style(kind, fg='yellow')} {text}" if kind else text)
    if as_json:
        print(json.dumps(summary.as_json(), ensure_ascii=False))
    if summary.interrupted:
        note("interrupted: the same command goes on where it ended")
        raise typer.Exit(stopped.exit_code)
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
    from assistant.show_answer import answer_lines

    for line, color in answer_lines(answer):
        typer.secho(line, fg=color)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
) -> None:
    """Serve the chat page and the API until interrupted."""
    from assistant.api import serve as serve_api
    from assistant.chain import open_assistant
    from assistant.conversations import Conversations
    from assistant.history import open_history
    from assistant.uploads import Uploads, building

    settings = _settings(context)
    history = open_history(settings.data)
    assistant = open_assistant(settings, conversations=Conversations(keeper=history))
    uploads = Uploads(settings.data / "uploads", building(settings), assistant.store.reports)
    _ = assistant.library  # made now, not for the first question; nothing of it is ever garbage
    gc.freeze()
    announce = "Nianbao is at {} (Ctrl-C ends it)".format
    serve_api(
        assistant,
        settings,
        host,
        port,
        history=history,
        uploads=uploads,
        announce=lambda address: note(announce(address)),
    )


@app.command()
def mcp(context: typer.Context) -> None:
    """Serve the tools ask, figures, passages, reports and findings to a language model's program, on stdio (MCP)."""
    from assistant.api_ports import Doors
    from assistant.chain import open_assistant
    from assistant.history import History
    from assistant.mcp import serve_stdio

    settings = _settings(context)
    assistant = open_assistant(settings)
    serve_stdio(
        Doors(
            assistant=assistant, public_url=settings.public_url, limits=settings.limits, history=History(None),
            read_only=True,
        )
    )  # fmt: skip


@app.command()
def reports(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON list.")] = False,
) -> None:
    """List the reports in the index and how each table was read."""
    from rich.console import Console

    from assistant.show import report_json, reports_grid

    summaries = _store(context).reports()
    if as_json:
        print(json.dumps([report_json(summary) for summary in summaries], ensure_ascii=False, indent=1))
    else:
        Console(width=max(WIDE, Console().width)).print(reports_grid(summaries))


@app.command()
def show(
    context: typer.Context,
    report: Annotated[str, typer.Argument(help='Id, file or "issuer year" of a report.')],
    table: Annotated[Literal["t2", "t3", "t4", "l14"] | None, typer.Option(help="Only this table.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the tables as JSON.")] = False,
) -> None:
    """Print a report's tables as they were read, or why one was not."""
    from rich.console import Console

    from assistant.show import report_lines, table_json, table_view
    from index.report import LEGACY_ID, TABLE_IDS

    whole = _store(context).report(report)
    if table == LEGACY_ID and table not in whole.tables:
        raise NianbaoError(f"{whole.file} prints no list of the forms before 2019; it has t2, t3 and t4")
    wanted = [table] if table else [*TABLE_IDS, *([LEGACY_ID] if LEGACY_ID in whole.tables else [])]
    tables = [whole.tables[key] for key in wanted]
    if as_json:
        shown = [table_json(whole, t) for t in tables]
        print(json.dumps(shown[0] if table else shown, ensure_ascii=False, indent=1))
        return
    out = Console(width=max(WIDE, Console().width))
    for line in report_lines(whole):
        out.print(line, markup=False, highlight=False)
    for t in tables:
        out.print(table_view(whole, t))


@app.command()
def figures(
    context: typer.Context,
    form: Annotated[Literal["jsonl", "csv", "xlsx"], typer.Option("--format", help="How to write them.")] = "jsonl",
    output: Annotated[Path | None, typer.Option(help="Write to this file, not to stdout.")] = None,
) -> None:
    """Write every cell of every report, one a row."""
    from assistant.show_figures import csv_lines, figure_rows, jsonl, write_xlsx

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
    store = _store(context)
    names = [report] if report else [summary.id for summary in store.current_reports()]
    wholes = [store.report(name) for name in names]
    if as_json:
        rows = [
            {
                "file": r.file, "issuer": r.issuer, "year": r.year, "rule": f.rule, "severity": f.severity,
                "message": f.message_zh, "cells": f.cells, "lines": [s.line for s in f.sources],
            }
            for r in wholes
            for f in r.findings
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for whole in wholes:
            for finding in whole.findings:
                lines = ", ".join(str(source.line) for source in finding.sources if source.line)
                typer.echo(f"{whole.file}: {finding.severity} {finding.rule}: {finding.message_zh} (l. {lines})")
        hard = sum(f.severity == "error" for r in wholes for f in r.findings)
        note(f"{len(wholes)} reports, {sum(len(r.findings) for r in wholes)} findings, {hard} of them hard")
    raise typer.Exit(1 if any(f.severity == "error" for r in wholes for f in r.findings) else 0)


@app.command()
def doctor(context: typer.Context) -> None:
    """Say whether everything that answers need is there, and what to do where it is not; exit 1 where it is not."""
    from assistant.doctor import examine

    ailments = 0
    for line in examine(_settings(context)):
        typer.echo(f"{'ok ' if line.well else 'NOT'} {line.what}: {line.detail}")
        ailments += not line.well
    raise typer.Exit(1 if ailments else 0)


def _store(context: typer.Context):  # type: ignore[no-untyped-def]
    """The reports as answers see them: what people decided on the check page counts here too."""
    from assistant.decided import DecidedStore
    from assistant.decisions import open_decisions
    from index.figure_store import open_engine

    settings = _settings(context)
    return DecidedStore(open_engine(settings.database, settings.data), open_decisions(settings.data), settings.limits)


def main() -> None:
    """The console script: commands of other packages are added, errors become a sentence and an exit code."""
    # An answer ends before there is any garbage; looking for it takes an eighth of the time of `ask`.
    gc.disable()
    own = {command.callback.__name__ for command in app.registered_commands if command.callback}
    if not own & {*sys.argv[1:]}:  # looking for other packages' commands takes as long as an answer
        from importlib.metadata import entry_points

        for command in entry_points(group="nianbao.commands"):
            command.load()(app)
    logging.getLogger("transformers").setLevel(logging.ERROR)
    try:
        app()
    except BrokenPipeError:  # whoever read the output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except NianbaoError as error:
        note(f"{typer.style('error:', fg='red')} {error}")
        sys.exit(2)


if __name__ == "__main__":
    main()
