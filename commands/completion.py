"""`goalconv completion`: what a shell needs to complete commands, options, formats, layouts and profiles."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from goalconv.commands.console import tell
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv completion bash >> ~/.bashrc",
            "goalconv completion zsh >> ~/.zshrc",
            "goalconv completion fish > ~/.config/fish/completions/goalconv.fish",
            "goalconv completion powershell >> $PROFILE",
        ),
        "打印命令行补全的脚本: 装入后按 Tab 补全命令、选项、格式、版式、规则包和编号。",
        "Print the script of completion for a shell: with it, Tab completes commands, options, formats, layouts, profiles and codes.",
    )
)
def completion(
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(
            metavar="SHELL", help=tell("bash、zsh、fish 或 powershell", "bash, zsh, fish or powershell."), show_default=False
        ),
    ],
) -> None:
    """Prints the script."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined,unused-ignore]

    script = get_completion_script(prog_name="goalconv", complete_var="_GOALCONV_COMPLETE", shell=shell)
    print(f"{_BEFORE.get(shell, '')}{script}")


_BEFORE = {"zsh": "autoload -Uz compinit; (( $+functions[compdef] )) || compinit\n"}
"""zsh knows `compdef` only where its completion is switched on."""
