"""The routes: each reads a request, asks one function, shapes the answer."""
