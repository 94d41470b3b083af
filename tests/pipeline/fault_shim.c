/* Makes one system call fail, or the disk seem full, for files under one folder. Loaded with LD_PRELOAD.
 *
 * begin(folder, nth, error, room): from now on the nth call that writes, flushes or renames under the folder fails
 * with that error number (none if nth is 0), and writes beyond room bytes fail with ENOSPC (no end if room is < 0).
 * calls(): how many such calls there were since.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long nth, seen, room = -1;
static int failure;

void begin(const char *where, long which, int error, long bytes) {
    strncpy(folder, where, sizeof folder - 1);
    nth = which, failure = error, room = bytes, seen = 0;
}

long calls(void) { return seen; }

static int under(const char *path) { return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0; }

static int under_handle(int handle) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    return under(path);
}

static int fails(long bytes) {
    seen++;
    if (nth && seen == nth) { errno = failure; return 1; }
    if (room >= 0 && bytes > room) { room = 0; errno = ENOSPC; return 1; }
    if (room >= 0) room -= bytes;
    return 0;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int handle, const void *data, size_t size) {
    return under_handle(handle) && fails(size) ? -1 : NEXT(write)(handle, data, size);
}
ssize_t pwrite(int handle, const void *data, size_t size, off_t at) {
    return under_handle(handle) && fails(size) ? -1 : NEXT(pwrite)(handle, data, size, at);
}
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) {
    return under_handle(handle) && fails(size) ? -1 : NEXT(pwrite64)(handle, data, size, at);
}
ssize_t writev(int handle, const struct iovec *parts, int count) {
    long size = 0;
    for (int n = 0; n < count; n++) size += parts[n].iov_len;
    return under_handle(handle) && fails(size) ? -1 : NEXT(writev)(handle, parts, count);
}
size_t fwrite(const void *data, size_t size, size_t count, FILE *file) {
    return under_handle(fileno(file)) && fails(size * count) ? 0 : NEXT(fwrite)(data, size, count, file);
}
int fsync(int handle) { return under_handle(handle) && fails(0) ? -1 : NEXT(fsync)(handle); }
int fdatasync(int handle) { return under_handle(handle) && fails(0) ? -1 : NEXT(fdatasync)(handle); }
int rename(const char *from, const char *to) { return under(to) && fails(0) ? -1 : NEXT(rename)(from, to); }
int renameat(int a, const char *from, int b, const char *to) {
    return under(to) && fails(0) ? -1 : NEXT(renameat)(a, from, b, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return under(to) && fails(0) ? -1 : NEXT(renameat2)(a, from, b, to, flags);
}
