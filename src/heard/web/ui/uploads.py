"""Files people hand in stay in memory: a key file must not be written to a disk."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
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
