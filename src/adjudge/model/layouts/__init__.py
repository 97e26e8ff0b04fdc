"""How metadata accompanies data: one tree a layout, each a view on the payload."""

from adjudge.model.layouts.bare import Bare
from adjudge.model.layouts.flat import Flat
from adjudge.model.layouts.parallel import Parallel
from adjudge.model.layouts.pathlist import PathList, Walk
from adjudge.model.layouts.sibling import Sibling
from adjudge.model.layouts.wrapped import Wrapped

__all__ = ["Bare", "Flat", "Parallel", "PathList", "Sibling", "Walk", "Wrapped"]
