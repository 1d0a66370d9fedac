"""The site of the documentation: `python -m sphinx -W -b html docs docs/_build/html`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

project = "The loyalty simulator"
author = "The loyalty simulator authors"
html_title = project
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#005a8d", "color-brand-content": "#005a8d"},
    "dark_css_variables": {
        "color-brand-primary": "#6cb8e6",
        "color-brand-content": "#6cb8e6",
        "color-background-primary": "#15181c",
    },
}

extensions = ["myst_parser", "sphinx.ext.autodoc", "docs.making"]
exclude_patterns = ["_build"]
default_role = "code"
suppress_warnings = ["myst.header"]  # included parts begin at lower headings
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 88
highlight_language = "none"
smartquotes_action = "qe"  # quotes and ellipses; two hyphens begin an option and are no dash
pygments_style = "friendly"
pygments_dark_style = "github-dark"
