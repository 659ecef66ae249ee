"""How templates become Python: as Jinja does it, without what it does at each call and each print for others."""

from operator import call
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

__all__ = ["Generator", "call", "text"]


def text(value: Any) -> str:
    """What a value is printed as: markup as it is, everything else escaped."""
    return value if type(value) is Markup else escape(value)


class Generator(CodeGenerator):
    """Our templates are always escaped, and call nothing that asks for the context: a page makes 800 such calls."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """The template's module, with our two names in it."""
        self.writeline(f"from {__name__} import call, text")
        super().visit_Template(node, frame)

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A plain call."""
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, *_given: Any) -> None:
        self.write("text(")
