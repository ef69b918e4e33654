"""GC97x: batches."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
BATCH_EMPTY = Kind(
    "GC970", "error", "没有可转换的文件: {paths}", "there is no file to convert: {paths}",
    "文件夹中应有下列后缀的文件: {suffixes}", "a folder must hold files with one of these suffixes: {suffixes}",
)
BATCH_INTO_ITSELF = Kind(
    "GC971", "error", "输出文件夹就是输入文件夹: {path}", "the folder for the outputs is a folder of inputs: {path}",
    "请用 -O 指定另一个文件夹; 它可以在输入文件夹之内, 那里的文件不会被读取",
    "name another one with -O; it may be inside the folder of inputs, where it is not read",
)
