"""Files people hand in stay in memory: a key file must not be written to a disk."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload


class SmallInMemory(MemoryFileUploadHandler):
    """Keeps a file in memory and stops one that is larger than any file asked for here."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # type: ignore[no-untyped-def]
        """Take the upload whatever its announced length: its true one is counted."""
        super().handle_raw_input(input_data, META, 0, boundary, encoding)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Stop at the limit; what came so far is forgotten."""
        self.received += len(raw_data)
        if self.received > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The whole file, in memory."""
        return super().file_complete(file_size)
