"""`goalconv serve`: the page for people who click and the HTTP interface for systems that call."""

from __future__ import annotations

from typing import Annotated

import typer

from goalconv.commands.console import tell
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv serve",
            "goalconv serve --port 9000 --workers 4",
            "GOALCONV_API_KEY=… goalconv serve --host 0.0.0.0 --host-name ys.example.cn",
        ),
        "启动网页和 HTTP 接口, 只在本机可用, 不联网, 不保存文件。要让别人也能用, 须设密钥。说明见 docs/service.md。",
        "Serve the page and the HTTP interface: on this machine alone, without the internet. Others need a key.",
    )
)
def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help=tell("监听的地址", "Address to listen on."))
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help=tell("端口, 0 为任意", "Port, 0 for any."))
    ] = 8420,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help=tell("处理文件的进程数", "Processes that read files."))
    ] = 2,
    host_name: Annotated[
        list[str] | None,
        typer.Option("--host-name", metavar="NAME", help=tell("允许的主机名", "A name the service may be called by.")),
    ] = None,
    api_key: Annotated[
        str,
        typer.Option(
            "--api-key",
            metavar="KEY",
            envvar="GOALCONV_API_KEY",
            help=tell("密钥, 宜用环境变量", "Key; better in the environment."),
        ),
    ] = "",
    max_size: Annotated[
        int, typer.Option("--max-size", metavar="MIB", min=1, max=1024, help=tell("一次上传的上限 (MiB)", "Limit of an upload."))
    ] = 20,
    keep: Annotated[
        int,
        typer.Option(
            "--keep", metavar="SECONDS", min=10, max=86400, help=tell("结果保留的秒数", "Seconds that results are kept.")
        ),
    ] = 600,
    store: Annotated[
        str,
        typer.Option(
            "--store", metavar="FILE", help=tell("任务库, 默认随进程删除", "File for jobs; by default it goes with the process.")
        ),
    ] = "",
) -> None:
    """Serves until it is told to stop."""
    from goalconv.service.server import run
    from goalconv.service.settings import Settings

    run(
        Settings(
            host=host, port=port, workers=workers, hosts=tuple(host_name or ()), api_key=api_key, body=max_size << 20, keep=keep,
            store=store,
        )
    )  # fmt: skip
