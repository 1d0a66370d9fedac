"""A rule may be replaced while the program runs, by assignment as in `emotional.settles = mine`: it then holds at once.

Compiled loops have their rules merged into them. So whatever a module of rules holds is watched: when a name of it gets
another value, everything that was compiled is forgotten, compiled afresh when it is next called, and kept on no disk. A
rule that other modules have imported by name is replaced there too. Put the old one back, and all is as before.
"""

import hashlib
import marshal
import sys
from collections.abc import Callable, Iterable
from types import FunctionType, ModuleType
from typing import Any

Decorator = Callable[[Any], Any]
ABSENT = object()
_compiled: list[tuple[Any, Decorator]] = []
"""Every compiled function, and the decorator that made it."""
_first: dict[tuple[str, str], Any] = {}
"""The first function of each module and name."""
_read: dict[int, dict[str, Any]] = {}
"""What rules outside of the program read from around them when a model was last made."""
_replaced: dict[tuple[str, str], Any] = {}
"""What a module's name meant in its file, for each name that means something else now."""
_once: set[str] = set()
"""Names of all that was ever replaced in this process."""


def is_as_written() -> bool:
    """Whether nothing was ever replaced in this process: only then is compiled code kept on the disk, and read from it.

    Code that is read again meets names of what was compiled meanwhile, and would run that.
    """
    return not _once


def replaced() -> list[str]:
    """Names in modules of rules that do not mean what their files say; runs in other processes know nothing of them."""
    return sorted(f"{module}.{name}" for module, name in _replaced)


def replacements() -> dict[str, str]:
    """By what each of them is replaced: a digest of its code, or its value."""
    found = {}
    for module, name in sorted(_replaced):
        value = vars(sys.modules[module]).get(name)
        code = getattr(getattr(value, "py_func", value), "__code__", None)
        found[f"{module}.{name}"] = hashlib.sha256(marshal.dumps(code)).hexdigest()[:16] if code else repr(value)
    return found


class Watched(ModuleType):
    """A module of rules: what is assigned to a name of it takes hold in all that is compiled."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Replace what a name means, here and, for a rule, wherever it was imported."""
        old = vars(self).get(name, ABSENT)
        if value is old or name.startswith("__") or (old is ABSENT and isinstance(value, ModuleType)):
            super().__setattr__(name, value)
        else:
            _replace(self, name, _as_compiled(_meaning(self, name), value))

    def __delattr__(self, name: str) -> None:
        """Take a name away, as those do who put back one that was not there."""
        if name not in vars(self):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        _replace(self, name, ABSENT)


def watch(names: Iterable[str]) -> None:
    """Watch those of these modules that are there by now."""
    for name in names:
        module = sys.modules.get(name)
        if type(module) is ModuleType:
            module.__class__ = Watched


def registered(compiled: Any, kind: Decorator, *, is_own: bool) -> bool:
    """Note a compiled function; whether it may be kept on the disk: a file's own, the first of its name."""
    function = getattr(compiled, "py_func", compiled)
    name = function.__module__, function.__qualname__
    first = _first.setdefault(name, compiled)
    _compiled.append((compiled, kind))
    if first is compiled:
        return is_own
    if is_own:  # its module was loaded again
        _replaced[name] = first
        _spread(*name, compiled)
    _forget()
    return False


def look_again() -> None:
    """Find what was replaced past `Watched`: in a module's dictionary, or a number that a user's own rule reads."""
    for (home, name), first in list(_first.items()):
        module = sys.modules.get(home)
        there = vars(module).get(name, ABSENT) if isinstance(module, Watched) else ABSENT
        if there is not ABSENT and (there is first) is ((home, name) in _replaced):
            vars(module)[name] = first if there is not first else None
            setattr(module, name, there)
    read = {id(compiled): _read_by(compiled) for compiled, _ in _compiled}
    if any(_read.get(key, values) != values for key, values in read.items() if values):
        _forget()
    _read.update(read)


def _read_by(compiled: Any) -> dict[str, Any]:
    """What a rule outside of the program reads from around it; nothing for ours, whose modules are watched."""
    function = getattr(compiled, "py_func", compiled)
    if isinstance(sys.modules.get(function.__module__), Watched):
        return {}
    around = {name: function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__}
    return {name: value if isinstance(value, (int, float, tuple)) else id(value) for name, value in around.items()}


def _replace(module: ModuleType, name: str, value: Any) -> None:
    original = _meaning(module, name)
    if getattr(original, "__module__", None) == module.__name__ and _kind(original):
        _spread(module.__name__, name, value)
    _assign(module, name, value)
    _forget()


def _spread(home: str, name: str, value: Any) -> None:
    """Let a rule's new meaning hold where other modules of the program have imported the rule by name."""
    original = _first[home, name]
    for module in [module for key, module in sys.modules.items() if key.startswith(("simulation.", "analysis."))]:
        for key in [key for key in vars(module) if _meaning(module, key) is original]:
            _assign(module, key, original if value is ABSENT else value)


def _assign(module: ModuleType, name: str, value: Any) -> None:
    original = _meaning(module, name)
    if value is ABSENT:
        vars(module).pop(name, None)
    else:
        vars(module)[name] = value
    if value is original:
        _replaced.pop((module.__name__, name), None)
    else:
        _replaced[module.__name__, name] = original


def _meaning(module: ModuleType, name: str) -> Any:
    """What a name of a module means in its file."""
    return _replaced.get((module.__name__, name), vars(module).get(name, ABSENT))


def _as_compiled(original: Any, value: Any) -> Any:
    """What is to stand for a rule, compiled as the rule is."""
    kind = _kind(original)
    if kind is None or _kind(value) is not None:
        return value
    if not isinstance(value, FunctionType):
        word = kind.__name__
        raise TypeError(f"{original.__name__} is a compiled {word}; only a function under @{word} can replace it")
    return kind(value)


def _kind(value: Any) -> Decorator | None:
    """The decorator that made a function, None where none of ours did."""
    return next((kind for compiled, kind in _compiled if compiled is value), None)


def _forget() -> None:
    """Compile everything afresh when it is next called."""
    _once.update(replaced())
    for compiled, _ in _compiled:
        if hasattr(compiled, "overloads"):
            compiled._make_finalizer()()  # noqa: SLF001  # what Numba's own `recompile` does
            compiled._reset_overloads()  # noqa: SLF001  # likewise; Numba offers no public way to forget
