"""Users for locust: each asks a question on a figure every one to three seconds. Run by `python -m eval.load`.

It imports locust alone, which lives in an environment of its own (`scripts/bench-tools.sh`).
"""

from locust import HttpUser, between, task

QUESTIONS = (
    "how many requests did Yichun handle in 2020",
    "宜春市卫生健康委2020年办理结果总计多少件？",
    "黎平县卫生健康局2020年行政处罚处理决定多少件",
    "湘乡市卫健局2023年行政许可处理决定多少件",
    "崆峒区2019年行政许可本年增减多少",
    "湖南省中医药管理局2020年新收申请多少件",
    "How many penalties did Liping issue in 2020?",
    "宜春和黎平2020年收到的申请相差多少？",
    "武汉市卫健委2020年收到多少件申请？",
)


class Asker(HttpUser):
    """A person at the chat page, or a portal that asks for one."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        self.asked = hash(self) % len(QUESTIONS)

    @task
    def ask(self) -> None:
        """Ask the next question; an answer without text is an error."""
        self.asked += 1
        question = QUESTIONS[self.asked % len(QUESTIONS)]
        with self.client.post("/api/v1/ask", json={"question": question}, catch_response=True) as answer:
            if answer.status_code != 200 or not answer.json().get("text"):
                answer.failure(f"{answer.status_code}: {answer.text[:200]}")
