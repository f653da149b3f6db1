"""A real Apache that the tests start and stop on loopback."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from browser import needed
from servers import free_port, wait_for

_CONFIGURATION: Final = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Mutex file:{folder}
TypesConfig /dev/null
User www-data
Group www-data
{modules}
DocumentRoot {folder}/root
<Directory {folder}/root>
  AllowOverride All
  Require all granted
</Directory>
{more}
"""
_MODULES: Final = ("mpm_prefork", "authz_core", "rewrite", "headers", "dir", "mime", "alias")


@contextmanager
def apache(folder: Path, more: str = "") -> Iterator[int]:
    """Run Apache over ``root`` in a folder, with more configuration, and give its port."""
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    if not program:
        needed("Apache", "apt-get install apache2")
    for parent in (folder, *folder.parents):  # Apache reads as another user
        parent.chmod(0o755)
        if parent.name.startswith("pytest-of-") or parent.parent == Path(gettempdir()):
            break
    (folder / "root").mkdir(exist_ok=True)
    port = free_port()
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
    (folder / "apache.conf").write_text(_CONFIGURATION.format(folder=folder, port=port, modules=modules, more=more))
    words = [str(program), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]
    # A session of its own: Apache ends by a signal to its whole process group.
    told = folder / "told"
    with told.open("wb") as out, subprocess.Popen(words, stderr=out, start_new_session=True) as process:
        try:
            wait_for(port, process, told)
            yield port
        finally:
            process.terminate()
