"""GET /api/v1/answers/{id}/chart.svg: the chart of an answer, drawn when it is asked for, and kept."""

import json
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from assistant.charts import narrowed

KEPT = 256  # pictures of about 10 KB
# It is a picture: nothing in it runs or loads, wherever it is opened.
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'self'; sandbox"
NO_CHART = Wording(
    "这个答案没有图表：数字不足两个、单位不同，或报告自相矛盾。请看表格。",
    "This answer has no chart: fewer than two numbers, different units, or a report that contradicts itself. Its "
    "figures are in the table.",
)


def chart_routes(doors: Doors) -> APIRouter:
    """Return the route that draws."""
    router = APIRouter(prefix="/api/v1", tags=["conversations"])
    picture: dict[int | str, dict[str, object]] = {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}}

    @router.get("/answers/{id}/chart.svg", response_class=Response, responses={**picture, **problems(404, 422, 503)})
    def chart(
        id: Annotated[str, Path(max_length=100)],
        narrow: Annotated[bool, Query(description="Drawn for the width of a phone")] = False,
    ) -> Response:
        """The chart of an answer as SVG, its text as text; its numbers are those of `figures`."""
        specification = doors.history.answer(id).answer["chart"]
        if specification is None:
            raise Problem(404, "no_chart", NO_CHART)
        if narrow:
            specification = narrowed(specification)
        svg = drawn(json.dumps(specification, ensure_ascii=False, sort_keys=True))
        return Response(svg, media_type="image/svg+xml", headers={"Content-Security-Policy": POLICY})

    return router


@lru_cache(maxsize=KEPT)
def drawn(specification: str) -> str:
    """A Vega-Lite specification, as JSON, drawn; nothing is loaded from anywhere."""
    import vl_convert  # a browser engine: 0.1 s to load, and only charts need it

    return str(vl_convert.vegalite_to_svg(json.loads(specification), allowed_base_urls=[]))
