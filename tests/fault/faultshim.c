// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into a daemon under test. It watches the calls that change files below one directory.
//
//   FAULT_ROOT    the directory, with a slash at its end
//   FAULT_RECORD  file that gets a record of every such call, and of every answer sent to a client, for replay.py
//   FAULT_ERROR   file that, while it exists, holds the number of the error (ENOSPC, EROFS) with which those calls fail
//                 that would write
//   FAULT_DIE     CALL:PATH_END:COUNT:before|after kills the process at the COUNT th CALL on a file whose path ends so;
//                 CALL is write, sync, truncate, unlink, rename or answer (then PATH_END is empty)
//   FAULT_NORMAL  set: SQLite is asked for synchronous=NORMAL where the daemon says FULL, and the answer to the question
//                 what it is stays 2. So the tests can show that they notice the difference.
//
// Source: RELIABILITY section 2; sqlite.org/testing.html section 3.3.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { kFiles = 65536, kAnswer = 16384 };

// The head of a record in the log; the path and the data follow. Read by replay.py.
struct record
{
    uint32_t magic;
    uint32_t kind; // 'O' opened, 'C' opened and cut to nothing, 'W' write, 'T' truncate, 'B' and 'S': a sync begins and has
                   // ended, 'U' unlink, 'R' rename, 'L' link (both: data is the other path), 'A' answer to a client
    uint64_t offset;
    uint32_t path_length;
    uint32_t data_length;
};

static char *paths[kFiles]; // by descriptor; null: not of interest
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static const char *error_file;
static int log_descriptor = -1;
static char die_call[16];
static char die_end[64];
static int die_count;
static int die_after;


__attribute__((constructor)) static void begin(void)
{
    root = getenv("FAULT_ROOT");
    error_file = getenv("FAULT_ERROR");
    const char *record = getenv("FAULT_RECORD");
    if (record)
        log_descriptor = (int)syscall(SYS_openat, AT_FDCWD, record,
                                      O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const char *die = getenv("FAULT_DIE");
    if (die) {
        char when[8] = "";
        const char *first = strchr(die, ':');
        const char *second = first ? strchr(first + 1, ':') : NULL;
        if (second && sscanf(second, ":%d:%7s", &die_count, when) == 2) {
            snprintf(die_call, sizeof die_call, "%.*s", (int)(first - die), die);
            snprintf(die_end, sizeof die_end, "%.*s", (int)(second - first - 1), first + 1);
            die_after = strcmp(when, "after") == 0;
        }
    }
}

static int watched(const char *path) { return root && path && strncmp(path, root, strlen(root)) == 0; }

static const char *path_of(int descriptor)
{
    return descriptor >= 0 && descriptor < kFiles ? paths[descriptor] : NULL;
}

static void note(uint32_t kind, const char *path, uint64_t offset, const void *data, size_t length)
{
    if (log_descriptor < 0)
        return;
    struct record head = {0x31746c66, kind, offset, (uint32_t)strlen(path), (uint32_t)length};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)(uintptr_t)path, head.path_length}, {(void *)(uintptr_t)data, length}};
    // One call on a file opened for appending: records of several threads never mix.
    if (syscall(SYS_writev, log_descriptor, parts, length ? 3 : 2) < 0)
        abort();
}

// Counts a call that may be the last one. Returns whether this is it and it is to be done first.
static int countdown(const char *call, const char *path)
{
    if (die_count == 0 || strcmp(call, die_call) != 0)
        return 0;
    const size_t end = strlen(die_end);
    const size_t length = strlen(path);
    if (length < end || strcmp(path + length - end, die_end) != 0)
        return 0;
    pthread_mutex_lock(&mutex);
    const int left = --die_count;
    pthread_mutex_unlock(&mutex);
    if (left != 0)
        return 0;
    if (!die_after)
        kill(getpid(), SIGKILL);
    return 1;
}

static void die_if(int now)
{
    if (now)
        kill(getpid(), SIGKILL);
}

// The error with which writing is to fail now, 0 for none.
static int ordered_error(void)
{
    if (!error_file)
        return 0;
    const int descriptor = (int)syscall(SYS_openat, AT_FDCWD, error_file, O_RDONLY | O_CLOEXEC, 0);
    if (descriptor < 0)
        return 0;
    char text[16] = "";
    const ssize_t count = syscall(SYS_read, descriptor, text, sizeof text - 1);
    syscall(SYS_close, descriptor);
    return count > 0 ? atoi(text) : ENOSPC;
}

static void opened(int descriptor, const char *path, int flags)
{
    if (descriptor < 0 || descriptor >= kFiles || !watched(path) || (flags & O_DIRECTORY))
        return;
    free(paths[descriptor]);
    paths[descriptor] = strdup(path);
    if ((flags & O_ACCMODE) != O_RDONLY)
        note(flags & O_TRUNC ? 'C' : 'O', path, 0, NULL, 0);
}

static int open_watched(int directory, const char *path, int flags, mode_t mode)
{
    // No new files, and none opened for writing that is not there.
    if ((flags & O_CREAT) && watched(path) && access(path, F_OK) != 0) {
        const int code = ordered_error();
        if (code) {
            errno = code;
            return -1;
        }
    }
    const int descriptor = (int)syscall(SYS_openat, directory, path, flags, mode);
    opened(descriptor, path, flags);
    return descriptor;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list list; \
        va_start(list, flags); \
        mode = va_arg(list, mode_t); \
        va_end(list); \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_watched(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_watched(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int directory, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_watched(directory, path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_watched(directory, path, flags | O_LARGEFILE, mode);
}

int close(int descriptor)
{
    if (descriptor >= 0 && descriptor < kFiles && paths[descriptor]) {
        free(paths[descriptor]);
        paths[descriptor] = NULL;
    }
    return (int)syscall(SYS_close, descriptor);
}

static ssize_t write_watched(int descriptor, const char *path, const void *data, size_t length, off64_t offset)
{
    const int code = ordered_error();
    if (code) {
        errno = code;
        return -1;
    }
    const int last = countdown("write", path);
    pthread_mutex_lock(&mutex);
    const ssize_t count = syscall(SYS_pwrite64, descriptor, data, length, offset);
    if (count > 0)
        note('W', path, (uint64_t)offset, data, (size_t)count);
    pthread_mutex_unlock(&mutex);
    die_if(last);
    return count;
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset)
{
    const char *path = path_of(descriptor);
    if (!path)
        return syscall(SYS_pwrite64, descriptor, data, length, offset);
    return write_watched(descriptor, path, data, length, offset);
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset)
{
    return pwrite64(descriptor, data, length, offset);
}

static int is_socket(int descriptor)
{
    struct stat info;
    return fstat(descriptor, &info) == 0 && S_ISSOCK(info.st_mode);
}

// What a client is told, before it can hear it.
static int answer(int descriptor, const void *data, size_t length)
{
    const int counts = strcmp(die_call, "answer") == 0;
    if ((log_descriptor < 0 && !counts) || length < 12 || !is_socket(descriptor))
        return 0;
    const int isSuccess = memcmp(data, "HTTP/1.1 200", 12) == 0;
    const int last = counts && isSuccess && countdown("answer", "");
    note('A', "", (uint64_t)descriptor, data, length < kAnswer ? length : kAnswer);
    return last;
}

ssize_t write(int descriptor, const void *data, size_t length)
{
    const char *path = path_of(descriptor);
    if (!path) {
        const int last = answer(descriptor, data, length);
        const ssize_t count = syscall(SYS_write, descriptor, data, length);
        die_if(last);
        return count;
    }
    const int code = ordered_error();
    if (code) {
        errno = code;
        return -1;
    }
    const int last = countdown("write", path);
    pthread_mutex_lock(&mutex);
    const off64_t offset = lseek64(descriptor, 0, SEEK_CUR);
    const ssize_t count = syscall(SYS_write, descriptor, data, length);
    if (count > 0)
        note('W', path, (uint64_t)offset, data, (size_t)count);
    pthread_mutex_unlock(&mutex);
    die_if(last);
    return count;
}

ssize_t send(int descriptor, const void *data, size_t length, int flags)
{
    const int last = answer(descriptor, data, length);
    const ssize_t count = syscall(SYS_sendto, descriptor, data, length, flags, NULL, 0);
    die_if(last);
    return count;
}

ssize_t sendto(int descriptor, const void *data, size_t length, int flags, const struct sockaddr *to, socklen_t size)
{
    const int last = answer(descriptor, data, length);
    const ssize_t count = syscall(SYS_sendto, descriptor, data, length, flags, to, size);
    die_if(last);
    return count;
}

int ftruncate64(int descriptor, off64_t length)
{
    const char *path = path_of(descriptor);
    if (!path)
        return (int)syscall(SYS_ftruncate, descriptor, length);
    const int last = countdown("truncate", path);
    pthread_mutex_lock(&mutex);
    const int result = (int)syscall(SYS_ftruncate, descriptor, length);
    if (result == 0)
        note('T', path, (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&mutex);
    die_if(last);
    return result;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

static int synchronise(int descriptor, long call)
{
    const char *path = path_of(descriptor);
    if (!path)
        return (int)syscall(call, descriptor);
    const int last = countdown("sync", path);
    note('B', path, (uint64_t)gettid(), NULL, 0);
    const int result = (int)syscall(call, descriptor);
    if (result == 0)
        note('S', path, (uint64_t)gettid(), NULL, 0);
    die_if(last);
    return result;
}

int fsync(int descriptor) { return synchronise(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synchronise(descriptor, SYS_fdatasync); }

int unlink(const char *path)
{
    const int last = watched(path) && countdown("unlink", path);
    const int result = (int)syscall(SYS_unlink, path);
    if (result == 0 && watched(path))
        note('U', path, 0, NULL, 0);
    die_if(last);
    return result;
}

int rename(const char *from, const char *to)
{
    const int last = watched(to) && countdown("rename", to);
    const int result = (int)syscall(SYS_rename, from, to);
    if (result == 0 && watched(to))
        note('R', from, 0, to, strlen(to));
    die_if(last);
    return result;
}

int link(const char *from, const char *to)
{
    const int result = (int)syscall(SYS_link, from, to);
    if (result == 0 && watched(to))
        note('L', from, 0, to, strlen(to));
    return result;
}

// Qt asks in UTF-16. The two texts are those of server/store/connection.cpp; if they change, no loss is shown and the test
// that wants to see one fails.
static int is_text(const void *text, int bytes, const char *expected)
{
    const uint16_t *units = text;
    const size_t length = strlen(expected);
    if (bytes >= 0 && (size_t)bytes < length * 2)
        return 0;
    for (size_t i = 0; i < length; ++i) {
        if (units[i] != (uint16_t)expected[i])
            return 0;
    }
    return bytes == (int)length * 2 || units[length] == 0;
}

int sqlite3_prepare16_v2(void *database, const void *text, int bytes, void **statement, const void **tail)
{
    static int (*real)(void *, const void *, int, void **, const void **);
    static int (*narrow)(void *, const char *, int, void **, const char **);
    if (!real) {
        // The driver's own dependency is not in the global scope.
        void *library = dlopen("libsqlite3.so.0", RTLD_LAZY);
        if (!library)
            abort();
        narrow = (int (*)(void *, const char *, int, void **, const char **))(uintptr_t)dlsym(library, "sqlite3_prepare_v2");
        real = (int (*)(void *, const void *, int, void **, const void **))(uintptr_t)dlsym(library, "sqlite3_prepare16_v2");
    }
    const char *other = NULL;
    if (getenv("FAULT_NORMAL")) {
        if (is_text(text, bytes, "PRAGMA synchronous=FULL"))
            other = "PRAGMA synchronous=NORMAL";
        else if (is_text(text, bytes, "PRAGMA synchronous"))
            other = "SELECT 2";
    }
    if (!other)
        return real(database, text, bytes, statement, tail);
    static const uint16_t nothing[1] = {0};
    if (tail)
        *tail = nothing;
    return narrow(database, other, -1, statement, NULL);
}
