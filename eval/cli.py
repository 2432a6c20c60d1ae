"""`nianbao eval`: known figures and cases against the index and the assistant, compared with the baseline.

Loaded with every command, so it imports the evaluation itself only when it runs: `nianbao ask` must stay fast.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from eval.own import BASELINE, FORMATS, KNOWN, REPORTS, own_cases

__all__ = ["BASELINE", "FORMATS", "KNOWN", "REPORTS", "register"]

Data = Annotated[Path | None, typer.Option(help="Folder of an index; without it one is built for this run.")]
Reports = Annotated[Path, typer.Option(help="Folder of reports to build that index from.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the CLI; called through the entry-point group `nianbao.commands`."""
    group = typer.Typer(invoke_without_command=True)
    group.callback()(evaluate)
    group.command("generate")(generate)
    group.command("lookalikes")(lookalikes)
    app.add_typer(group, name="eval")


def evaluate(
    context: typer.Context,
    cases: Annotated[list[Path] | None, typer.Option(help="Folder or JSONL file of cases; may be given again.")] = None,
    known: Annotated[list[Path] | None, typer.Option(help="Folder of known figures; may be given again.")] = None,
    url: Annotated[str, typer.Option(help="Address of a running server to ask instead of an index.")] = "",
    data: Data = None,
    reports: Reports = REPORTS,
    repeat: Annotated[int, typer.Option(min=1, help="Ask every question so often and compare the answers.")] = 1,
    rebuild: Annotated[bool, typer.Option(help="Ask once more over an index built anew, and compare.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all results to this file.")] = None,
    html_file: Annotated[Path | None, typer.Option("--html", help="Write a page of all results to this file.")] = None,
    baseline: Annotated[Path, typer.Option(help="Counts that a run may not fall below.")] = BASELINE,
    update_baseline: Annotated[bool, typer.Option(help="Write the counts of this run as the baseline.")] = False,
) -> None:
    """Check the index and the answers; exit 1 where a figure falls below the baseline."""
    if context.invoked_subcommand:
        return
    if url and (data or known):
        raise typer.BadParameter("a server is asked for answers alone: give no --data or --known with --url")
    from rich.console import Console

    from eval.judge import Chosen, Files, judge
    from eval.targets import ServerTargets, Targets

    stderr = Console(stderr=True)
    # Without any folder named: the project's own. With one kind named, only what is named.
    own = not cases and not known
    known = known or ([KNOWN, KNOWN / FORMATS] if own and not url else [])
    chosen = Chosen(tuple(known), tuple(cases or (own_cases() if own else [])), repeat, rebuild)
    with ExitStack() as stack:
        targets = ServerTargets(url, stack, stderr.print) if url else Targets(data, reports, stack, stderr.print)
        files = Files(json_file, baseline, update_baseline, html_file)
        fallen = judge(targets, chosen, files, Console(), stderr)
    if fallen:
        raise typer.Exit(1)


def generate(
    data: Annotated[Path, typer.Option(help="Folder of the index whose figures are asked for.")],
    output: Annotated[Path | None, typer.Option(help="Write the cases to this JSONL file.")] = None,
    run: Annotated[bool, typer.Option(help="Ask them all and print what is right and wrong.")] = False,
    report: Annotated[list[str] | None, typer.Option(help="Only of this report; may be given again.")] = None,
    sample: Annotated[int, typer.Option(min=0, help="Take so many cases by chance; 0 takes all.")] = 0,
    seed: Annotated[int, typer.Option(help="Of that chance: the same seed, the same cases.")] = 1,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the failures to this file.")] = None,
) -> None:
    """Write cases for every cell of every report of an index, in Chinese and English, and ask them."""
    from rich.console import Console

    from eval.generate_run import Wanted, run_generated

    wanted = Wanted(tuple(report or ()), sample, seed)
    if not run_generated(data, wanted, output, json_file, ask=run, out=Console()):
        raise typer.Exit(1)


def lookalikes(
    count: Annotated[int, typer.Option(min=1, help="So many issuers of look-alike names are added.")] = 2000,
    data: Data = None,
    reports: Reports = REPORTS,
    cases: Annotated[list[Path] | None, typer.Option(help="Cases to ask before and after; may be given again.")] = None,
    seed: Annotated[int, typer.Option(help="Of the choice of names.")] = 1,
) -> None:
    """Ask the same questions before and after look-alike issuers join the index; exit 1 on a difference."""
    from rich.console import Console

    from eval.lookalikes import compare_lookalikes

    with ExitStack() as stack:
        alike = compare_lookalikes(count, seed, data, reports, tuple(cases or own_cases()), stack, Console())
    if not alike:
        raise typer.Exit(1)
