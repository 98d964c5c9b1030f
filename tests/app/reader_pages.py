"""Pages for the reader's tests: real seeds, and what no seed has."""

from __future__ import annotations

from pathlib import Path

from tui.text.blocks import Block, BlockType
from tui.text.edition import Edition
from tui.text.script import ScriptView, convert
from tui.text.source import Source, read

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def page(text: str, blocks: tuple[Block, ...] = ()) -> Edition:
    """An edition that reads `text`."""
    return Edition.make(Source("page", text, text.encode("utf-8", "replace"), "utf-8"), (), blocks)


def seed(number: int) -> Edition:
    """A seed as found, a block a line."""
    return Edition.make(read(SEEDS[number]), ())


def typed_page() -> Edition:
    """Two articles between furniture, one block a line."""
    lines = [
        (BlockType.NAV, 0, "首页 > 新闻"),
        (BlockType.META, 0, "2020-02-05 来源：日报"),
        (BlockType.KICKER, 1, "市委组织部号召"),
        (BlockType.HEADLINE, 1, "守住疫情防线"),
        (BlockType.BODY, 1, "本报讯（记者张三）近日，市委组织部印发意见，引导党员发挥作用。" * 5),
        (BlockType.BODY, 1, "各级党组织要充分认清形势。"),
        (BlockType.HEADLINE, 2, "党员冲在前"),
        (BlockType.BODY, 2, "连夜做核酸，“互联网”上的软件和信息也有用。" * 8),
        (BlockType.DISCLAIMER, 0, "免责声明：本文不代表本站立场。"),
    ]
    blocks: list[Block] = []
    position = 0
    for kind, article, line in lines:
        blocks.append(Block(position, position + len(line), kind, article))
        position += len(line) + 1
    return page("\n".join(line for _, _, line in lines), tuple(blocks))


def other(edition: Edition, config: str = "s2twp") -> ScriptView:
    """The page in another script, with phrases that change length."""
    return convert(edition.text, config)
