"""What a body says it does badly, asked in everyday words, is answered by the passage on its problems."""

import pytest

from assistant.chain import Assistant

XIANGXIANG, KONGTONG, YICHUN, LIPING = "不足也不少", "经办人员仅有兼职1名", "也有不足", "理解有偏差"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("宜春卫健委自己说哪儿没做好", YICHUN, id="没做好"),
        pytest.param("湘乡自己也说哪些活儿没干到位", XIANGXIANG, id="没干到位"),
        pytest.param("黎平卫健局哪几样自己都说没做到位", LIPING, id="哪几样"),
        pytest.param("湘乡说自己还得在哪儿使劲", XIANGXIANG, id="使劲"),
        pytest.param("崆峒自陈欠账在哪", KONGTONG, id="欠账"),
        pytest.param("黎平对自己不满意的有哪些", LIPING, id="不满意"),
        pytest.param("宜春卫健委自己觉着哪儿没捯饬好？", YICHUN, id="没捯饬好"),
        pytest.param("湘乡卫健局觉着自己哪块活儿没鼓捣明白", XIANGXIANG, id="没鼓捣明白"),
        pytest.param("黎平卫健局自己说哪些活儿没办利索", LIPING, id="没办利索"),
        pytest.param("崆峒卫健局自己说哪儿不咋地", KONGTONG, id="不咋地"),
        pytest.param("宜春卫健委自个儿讲啥地方没拾掇妥当", YICHUN, id="没拾掇妥当"),
        pytest.param("湘乡卫健局自己说自己哪些地方没归置齐整", XIANGXIANG, id="自己 twice"),
        pytest.param("黎平卫健局自家寻思哪疙瘩没捋顺", LIPING, id="没捋顺"),
        pytest.param("崆峒卫健局咱自己说哪方面不太地道", KONGTONG, id="不太地道"),
        pytest.param("宜春卫健委自己评价哪些活没干漂亮", YICHUN, id="没干漂亮"),
        pytest.param("湘乡卫健局觉得自己哪项工作拿不出手", XIANGXIANG, id="拿不出手"),
        pytest.param("黎平卫健局自己说没弄利索的地方有哪些", LIPING, id="没弄利索的地方"),
        pytest.param("What does Kongtong think it has yet to get right?", KONGTONG, id="yet to get right"),
        pytest.param("what is Xiangxiang's own list of things it isn't doing well", XIANGXIANG, id="not doing well"),
        pytest.param("What is Yichun not satisfied with about its own work?", YICHUN, id="not satisfied"),
        pytest.param("what did xiangxiang flag as needing more work", XIANGXIANG, id="needing work"),
        pytest.param("Where did Kongtong say it dropped the ball?", KONGTONG, id="dropped the ball"),
        pytest.param("What does Yichun say it gets wrong?", YICHUN, id="gets wrong"),
        pytest.param("Let me know in two lines what Liping calls faulty about its disclosure.", LIPING, id="faulty"),
        pytest.param("Put briefly, what does Xiangxiang say is off about the way it publishes?", XIANGXIANG, id="off"),
        pytest.param("Tell me, in a nutshell, what Kongtong says is not right with it", KONGTONG, id="not right"),
        pytest.param("What does Yichun say isn't working in its disclosure?", YICHUN, id="not working"),
        pytest.param("What isn't up to scratch by Liping's own account?", LIPING, id="own account"),
        pytest.param("What areas does Liping itself single out as underperforming?", LIPING, id="underperforming"),
    ],
)
def test_what_a_body_says_it_does_badly(question: str, said: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "passage"
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        pytest.param("宜春自己收了几件申请", 2, id="received"),
        pytest.param("宜春自己没收到申请吗", 2, id="not received"),
        pytest.param("宜春自己办了多少许可", 18, id="licences"),
        pytest.param("宜春卫健委自己说哪些申请没办完", 0, id="requests not finished"),
    ],
)
def test_a_figure_of_its_own_is_no_shortcoming(question: str, number: int, five: Assistant) -> None:
    assert [figure.number for figure in five.ask(question).figures] == [number]
