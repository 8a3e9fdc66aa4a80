# SPDX-License-Identifier: GPL-3.0-or-later
"""Replays the record of faultshim.c up to a moment and lets the power fail there.

What was synced stays. Of what was not, nothing, the beginning, a random half in order, or a random half in another order
survives, and in some cases the last of it only up to a multiple of 512 bytes. That a file is there, or gone, or has another
name, survives always. Source: RELIABILITY P1.
"""
import os
import re
import struct

HEAD = struct.Struct('<IIQII')
MAGIC = 0x31746c66
SECTOR = 512
TORN = 0.3
REFRESH = re.compile(rb'"refresh":"([^"]+)"')


class Record:
    __slots__ = ('kind', 'path', 'offset', 'data')

    def __init__(self, kind, path, offset, data):
        self.kind, self.path, self.offset, self.data = kind, path, offset, data


def read_log(path):
    with open(path, 'rb') as file:
        content = file.read()
    records, at = [], 0
    while at < len(content):
        magic, kind, offset, path_length, data_length = HEAD.unpack_from(content, at)
        if magic != MAGIC:
            raise ValueError('the record is damaged at byte %d' % at)
        at += HEAD.size
        name = content[at:at + path_length].decode()
        at += path_length
        records.append(Record(chr(kind), name, offset, content[at:at + data_length]))
        at += data_length
    return records


def apply(content, record):
    if record.kind == 'T':
        if record.offset <= len(content):
            del content[record.offset:]
        else:
            content.extend(bytes(record.offset - len(content)))
        return
    if record.offset > len(content):
        content.extend(bytes(record.offset - len(content)))
    content[record.offset:record.offset + len(record.data)] = record.data


class File:
    def __init__(self, content=b''):
        self.durable = bytearray(content)
        self.pending = []        # writes and truncations since
        self.begun = {}          # thread → how many of them its sync covers

    def record(self, record):
        if record.kind in 'WT':
            self.pending.append(record)
        elif record.kind == 'C':
            self.pending.append(Record('T', record.path, 0, b''))
        elif record.kind == 'B':
            self.begun[record.offset] = len(self.pending)
        elif record.kind == 'S':
            covered = self.begun.pop(record.offset, 0)
            for written in self.pending[:covered]:
                apply(self.durable, written)
            del self.pending[:covered]
            self.begun = {thread: max(0, count - covered) for thread, count in self.begun.items()}

    def after_power_loss(self, numbers):
        survivors = list(self.pending)
        way = numbers.randrange(4)
        if way == 0:
            survivors = []
        elif way == 1:
            survivors = survivors[:numbers.randint(0, len(survivors))]
        else:
            survivors = [record for record in survivors if numbers.random() < 0.5]
            if way == 3:
                numbers.shuffle(survivors)
        if survivors and survivors[-1].kind == 'W' and numbers.random() < TORN:
            last = survivors[-1]
            cut = SECTOR * numbers.randint(0, len(last.data) // SECTOR)
            survivors[-1] = Record('W', last.path, last.offset, last.data[:cut])
        content = bytearray(self.durable)
        for record in survivors:
            apply(content, record)
        return content


class Disk:
    """The files below a directory, as the record makes them from what was there when it began."""

    def __init__(self, directory):
        self.directory = directory
        self.files = {}
        for name in os.listdir(directory):
            path = os.path.join(directory, name)
            with open(path, 'rb') as file:
                self.files[path] = File(file.read())

    def record(self, record):
        if record.kind == 'U':
            self.files.pop(record.path, None)
        elif record.kind == 'R' and record.path in self.files:
            self.files[record.data.decode()] = self.files.pop(record.path)
        elif record.kind == 'L' and record.path in self.files:
            self.files[record.data.decode()] = self.files[record.path]
        elif record.kind in 'OCWTBS':
            self.files.setdefault(record.path, File()).record(record)

    def fail(self, target, numbers):
        """Writes to the empty directory `target` what is there when the power is back."""
        for path, file in self.files.items():
            name = os.path.basename(path)
            if name.endswith('-shm'):
                continue   # memory that happens to have a name
            with open(os.path.join(target, name), 'wb') as out:
                out.write(file.after_power_loss(numbers))
            os.chmod(os.path.join(target, name), 0o600)


def tokens_in(record):
    """The refresh tokens that an answer hands out."""
    return [token.decode() for token in REFRESH.findall(record.data)] if record.kind == 'A' else []
