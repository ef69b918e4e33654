"""The service: goalconv over HTTP for systems that call, and one page for people who click.

`settings` says how it runs, `guards` stands before every request, `pool` does the work in child processes that
may be killed, `work` is what they do, `problems` turns errors into problem documents, `jobs` keeps many files and
their results for some minutes, and `app` ties routes to them. Needs the extra `serve`.
"""
