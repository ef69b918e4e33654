"""GC84x and GC97x: batches."""

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
OUTPUT_TWICE = Kind(
    "GC840", "error", "输出 {path} 已由本次的另一个文件使用: {other}", "the output {path} is that of another file of this run: {other}",
    "请给其中一个文件改名", "rename one of the two files",
)
STORAGE_UNKNOWN = Kind(
    "GC841", "error", "不能使用存储 {url}: {reason}", "the storage {url} cannot be used: {reason}",
    "请安装 goalconv[storage] 和该存储的 fsspec 包, 如 s3fs; 见 docs/scale.md", "install goalconv[storage] and the fsspec package of the storage, such as s3fs; see docs/scale.md",
)
CLUSTER_UNREACHABLE = Kind(
    "GC842", "error", "无法连接 Dask 集群 {address}: {reason}", "the Dask cluster at {address} cannot be reached: {reason}",
    "请检查 --address, 以及调度器是否在运行", "check --address, and whether the scheduler runs",
)
CLUSTER_LOST = Kind(
    "GC843", "error", "与 Dask 集群的连接已断开", "the connection to the Dask cluster is lost",
    "已完成的不会丢失; 集群恢复后再次运行同一条命令即可继续", "what is done is safe; run the same command again once the cluster is back",
)
CLUSTER_VERSION = Kind(
    "GC844", "error", "Dask 集群上的 goalconv 不能使用: {reason}", "goalconv on the Dask cluster cannot be used: {reason}",
    "请在所有工作节点上安装同一版本: {version}", "install the same version on all workers: {version}",
)
WORKERS_LOST = Kind(
    "GC845", "error", "转换 {task} 的 Dask 工作进程接连中止", "the Dask workers that converted {task} died one after the other",
    "请检查工作节点的内存与日志; 再次运行会重试这个文件", "look at the memory and the logs of the workers; the next run tries the file again",
)
