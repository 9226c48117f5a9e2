"""How entities are printed."""

from collections.abc import Sequence

from onrecord_store.answers import Entity
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.terminal import clean, counted, several

NAMES = 3
"""Further names that stand in a list."""
WHY = {"hand": "merged by hand", "name": "of the same name, and no country is told"}


def listed(entities: Sequence[Entity]) -> RenderableType:
    """Entities as a table: id, name, country, number of statements, other names."""
    view = Table(box=None, expand=True, padding=(0, 2, 0, 0), header_style="bold")
    view.add_column("id", no_wrap=True)
    view.add_column("name", ratio=2, overflow="fold")
    view.add_column("country", no_wrap=True)
    view.add_column("statements", no_wrap=True, justify="right")
    view.add_column("also", ratio=3, overflow="fold")
    for entity in entities:
        view.add_row(
            Text(clean(entity.id), style="cyan"),
            Text(clean(entity.name)),
            Text(entity.country or "–"),
            Text(str(entity.statements)),
            Text(several(_other_names(entity), most=NAMES), style="dim"),
        )
    return view


def described(entity: Entity) -> RenderableType:
    """One entity with all its names, and the ids that count as it."""
    head = Text(" · ".join([clean(entity.name), entity.kind, entity.country or "no country known"]))
    head.stylize("bold", 0, len(clean(entity.name)))
    lines = [head, Text(f"  {entity.id}   {counted(entity.statements, 'statement')}", style="cyan")]
    if others := _other_names(entity):
        lines.append(Text(f"  also: {', '.join(clean(name) for name in others)}"))
    if entity.split_from:
        lines.append(Text(f"  split from {clean(entity.split_from)}"))
    for member in entity.members:
        country = f" · {member.country}" if member.country else ""
        lines.append(Text(f"  + {clean(member.id)}  {clean(member.name)}{country}  ({WHY[member.by]})"))
    lines.append(Text(f"  onrecord query --entity {clean(entity.id)}", style="dim"))
    return Group(*lines)


def _other_names(entity: Entity) -> list[str]:
    return [name for name in entity.names if name != entity.name]
