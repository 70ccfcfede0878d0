"""Queries from outside, run in processes that may die.

No engine is safe inside a process that serves the public: a query of a few kB ends it, none can
be cancelled, SERVICE goes out to the network. So each query runs in a worker: a process of its own
with one query at a time, that has limits and can be killed.

    pool.py        what the service holds: a queue, a slot for each worker, a spare, the clock
    processes.py   a worker as its slot sees it: how it is started, asked, killed
    zygote.py      a small loaded process that forks workers (Linux, macOS)
    worker.py      what runs in a worker: open the graph, give up rights, answer
    evaluate.py    one query to one body, complete and within its limits, or a failure
    sandbox.py     the rights that a worker gives up; seccomp.py the calls the kernel refuses it
    frames.py      what goes through the channel between them

docs/decisions/0014 says what holds on which system. The zygote and the workers import nothing of
the web framework.
"""
