"""Queries from outside, run in processes that may die.

No engine is safe inside a process that serves the public: a query of a few kB ends it, none can
be cancelled, SERVICE goes out to the network. So each query runs in a worker: a process of its own
with one query at a time, that has limits and can be killed.

    pool.py        what the service asks: waits for a worker, its answer, its end
    state.py       idle workers, running queries, the queue; who gets which worker
    tickets.py     one query on its way, and what may become of it
    processes.py   a worker as its event loop sees it: asked, killed, how it ended
    starters.py    how workers are started: by a zygote, or as programs
    zygotes.py     the zygotes as the service sees them; zygote.py what runs in one: it has the
                   graph of a small release loaded and forks workers (Linux, macOS)
    worker.py      what runs in a worker: open the graph, give up rights, answer
    evaluate.py    one query to one body, complete and within its limits, or a failure
    sandbox.py     the rights that a worker gives up; seccomp.py the calls the kernel refuses it
    frames.py      what goes through the channel between them

docs/decisions/0015 says what holds on which system, 0025 how they are spoken to. The
zygotes and the workers import nothing of the web framework.
"""
