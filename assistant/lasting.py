"""Which questions take longer than an answer on a few figures, told from what was understood of them."""

from assistant.intent import wants
from assistant.query import Clarify, DefinitionQuery, FigureQuery, PassageQuery, Plan, Refuse, Understood
from assistant.wording import plain

FEW = 60  # reports whose figures are looked up in a few milliseconds


def lasts(understood: Understood) -> bool:
    """Whether passages, findings or the figures of many reports are to be gone through."""
    return any(map(_lasts, (understood.plan, *(part.plan for part in understood.also))))


def _lasts(plan: Plan) -> bool:
    if isinstance(plan, FigureQuery):
        return len(plan.scope.reports) > FEW
    return not isinstance(plan, Clarify | DefinitionQuery | Refuse)


def not_sure(understood: Understood) -> bool:
    """Whether the rules found no figure and no body: then a language model, where one is set, may propose a plan."""
    plan = understood.plan
    if isinstance(plan, PassageQuery):
        return plan.scope.whole
    return isinstance(plan, Refuse) and plan.reason == "out_of_scope" and not wants("injection", plain(understood.text))
