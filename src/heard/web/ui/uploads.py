"""Files people hand in stay in memory: a key file must not be written to a disk.

One kind of file is too large for that, and goes to the disk piece by piece, readable to the site alone.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest


def take_large_files(request: HttpRequest, *, most: int) -> None:
    """Let this one request bring files of so many bytes; before anything of its body was read, and still in memory."""
    request.upload_handlers = [SmallInMemory(request, most)]


class SmallInMemory(MemoryFileUploadHandler):
    """Keeps files in memory and stops when they are larger, all together, than any file asked for here."""

    def __init__(self, request: HttpRequest | None = None, most: int | None = None) -> None:
        super().__init__(request)
        self.most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE if most is None else most

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # type: ignore[no-untyped-def]
        """Take the upload whatever its announced length: its true one is counted."""
        super().handle_raw_input(input_data, META, 0, boundary, encoding)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Stop at the limit; what came so far is forgotten."""
        self.received += len(raw_data)
        if self.received > self.most:
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The whole file, in memory."""
        return super().file_complete(file_size)


def keep_on_disk(request: HttpRequest, folder: Path, *, most: int) -> None:
    """Let this one request bring one file of so many bytes, written to `folder`; before anything of it was read."""
    request.upload_handlers = [OntoDisk(request, folder, most)]


class KeptFile(UploadedFile):
    """A file that lies on the disk. `path`: where; `digest`: the SHA-256 of its bytes."""

    def __init__(self, path: Path, name: str, size: int, digest: str) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.path, self.digest = path, digest

    def close(self) -> None:
        """Nothing of it is open."""


class OntoDisk(FileUploadHandler):
    """Writes one file, its owner's alone, and takes it away again where it is too large.

    What a broken connection leaves ends in `.part`; who names the folder sees to it that it goes.
    """

    def __init__(self, request: HttpRequest, folder: Path, most: int) -> None:
        super().__init__(request)
        self.folder, self.most = folder, most
        self.path: Path | None = None

    def new_file(self, *told, **named) -> None:  # type: ignore[no-untyped-def]
        """The first one; a form has no second."""
        super().new_file(*told, **named)
        if self.path is not None:
            raise SkipFile
        self.path = self.folder / f"{secrets.token_urlsafe(32)}.part"
        self.digest, self.received = hashlib.sha256(), 0
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self.writing = open(descriptor, "wb")  # noqa: SIM115  # closed in file_complete or upload_interrupted

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Stop at the limit."""
        self.received += len(raw_data)
        if self.received > self.most:
            self.upload_interrupted()
            raise StopUpload(connection_reset=False)
        self.digest.update(raw_data)
        try:
            self.writing.write(raw_data)
        except OSError:
            self.upload_interrupted()
            raise
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """On the disk, whole."""
        if self.path is None or self.writing.closed:
            return None
        self.writing.flush()
        os.fsync(self.writing.fileno())
        self.writing.close()
        return KeptFile(self.path, self.file_name or "", file_size, self.digest.hexdigest())

    def upload_interrupted(self) -> None:
        """Whoever sent it has gone, or it is too large."""
        if self.path is not None and not self.writing.closed:
            self.writing.close()
            self.path.unlink(missing_ok=True)
