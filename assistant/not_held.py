"""What is said of a body that is not in the collection, and of one named beside "the others"."""

from collections.abc import Sequence

from assistant.answer import Language
from assistant.left_out import sets_aside, speaks_of_others
from assistant.mentions import Mention
from assistant.names import Names
from assistant.query import Clarify, Refuse
from assistant.wanted import Resolved, Wanted
from index.figure_store import ReportSummary
from index.identity import issuer_key


def refused(mention: Mention, wanted: Wanted, names: Names, summaries: Sequence[ReportSummary]) -> Resolved:
    """A refusal with what is near; asked back where the name is that of a body that is there after all."""
    asked = wanted.text[mention.start : mention.end].strip() or mention.unknown
    reports = tuple(r for key in mention.near for r in names.issuers[key].reports.values())
    if held := names.whole.get(issuer_key(asked)):
        return Resolved(stop=Clarify(about="issuer", reports=tuple(r for i in held for r in i.reports.values())))
    if not reports and mention.family:
        same = [names.issuers[key] for key in names.kin.family.get(mention.family, ())]
        dated = [(year, report) for issuer in same for year, report in issuer.reports.items()]
        of_year = tuple(report for year, report in dated if year in wanted.years.years)
        return Resolved(stop=Refuse(reason="issuer", asked=asked, nearest=of_year or tuple(r for _, r in dated)))
    of_year = tuple(s.id for s in summaries if s.year in wanted.years.years)
    reports = reports or of_year or tuple(s.id for s in summaries)
    return Resolved(stop=Refuse(reason="issuer", asked=asked, nearest=reports))


def beside_others(wanted: Wanted, names: Names) -> Resolved | None:
    """One body beside "the others", or several and some set aside: never answered for those alone."""
    keys = {key for mention in wanted.mentions for key in mention.issuers}
    few = len(keys) == 1 or (keys and sets_aside(wanted.text))
    if wanted.whole or not few or not speaks_of_others(wanted.text):
        return None
    years = wanted.years.years
    issuers = [issuer for key, issuer in names.issuers.items() if key not in keys]
    held = [(year, report) for issuer in issuers for year, report in sorted(issuer.reports.items())]
    reports = tuple(report for year, report in held if not years or year in years)
    return Resolved(stop=Clarify(about="issuer", reports=reports or tuple(report for _, report in held)))


def of_the_years(resolved: Resolved, language: Language) -> list[str]:
    """The bodies named that have no report of the years asked, where others have one."""
    if language == "zh":
        return [f"没有收录{name}{'、'.join(map(str, years))}年的报告。" for name, years in resolved.unheld]
    return [
        f"There is no report of {name} for {', '.join(map(str, years))} in the collection."
        for name, years in resolved.unheld
    ]
