/* Keeps a log of everything that happens to the files of a database, so that a power cut can be played at any moment of
   it. Loaded into every process by LD_PRELOAD; `POWER_LOG` names the log, which lies outside of the data folder.

   A record is a line "KIND NAME PROCESS OFFSET LENGTH NANOSECONDS" and LENGTH bytes, written at once:
     c created   u unlinked   w written   t cut off at OFFSET   s a sync begins   e it has ended well
   A sync covers what was recorded before it began. NAME is that of the file, or "." for the folder itself. The -shm file
   holds nothing that outlives its processes, and is left out. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static char folder[PATH_MAX + 16];
static int log_at = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *log = getenv("POWER_LOG"), *data = getenv("XDG_DATA_HOME");
    char real[PATH_MAX];
    if (log == NULL || data == NULL || realpath(data, real) == NULL)
        return;
    snprintf(folder, sizeof folder, "%s/posylka", real);
    log_at = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CLOEXEC);
}

static const char *name_of_path(const char *path)
{
    size_t many = strlen(folder);
    if (log_at < 0 || strncmp(path, folder, many) != 0)
        return NULL;
    path += many;
    if (*path == '\0')
        return ".";
    /* A space stands before "(deleted)". */
    bool ours = strncmp(path, "/posylka.db", 11) == 0 && strchr(path, ' ') == NULL && strstr(path, "-shm") == NULL;
    return ours && strlen(path) < 40 ? path + 1 : NULL;
}

static const char *name_of(int fd, char path[PATH_MAX])
{
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t many = log_at < 0 ? -1 : readlink(link, path, PATH_MAX - 1);
    if (many < 0)
        return NULL;
    path[many] = '\0';
    return name_of_path(path);
}

static void note(char kind, const char *name, off_t at, const void *data, size_t many)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    char line[160];
    int head = snprintf(line, sizeof line, "%c %s %d %lld %zu %lld\n", kind, name, (int)getpid(), (long long)at, many,
                        (long long)now.tv_sec * 1000000000 + now.tv_nsec);
    struct iovec parts[] = {{line, (size_t)head}, {(void *)data, many}};
    int kept = errno;
    if (syscall(SYS_writev, log_at, parts, 2) != (long)((size_t)head + many))
        abort();
    errno = kept;
}

/* Whoever kills a process holds the log: none ends between a deed and its record. */
static void hold(const char *name)
{
    while (name != NULL && syscall(SYS_flock, log_at, LOCK_EX) != 0 && errno == EINTR)
        ;
}

static void let_go(const char *name)
{
    int kept = errno;
    if (name != NULL)
        syscall(SYS_flock, log_at, LOCK_UN);
    errno = kept;
}

ssize_t pwrite64(int fd, const void *data, size_t many, off64_t at)
{
    char path[PATH_MAX];
    const char *name = name_of(fd, path);
    hold(name);
    ssize_t done = syscall(SYS_pwrite64, fd, data, many, at);
    if (name != NULL && done > 0)
        note('w', name, at, data, (size_t)done);
    let_go(name);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t many, off_t at)
{
    return pwrite64(fd, data, many, at);
}

int ftruncate64(int fd, off64_t at)
{
    char path[PATH_MAX];
    const char *name = name_of(fd, path);
    hold(name);
    int done = (int)syscall(SYS_ftruncate, fd, at);
    if (name != NULL && done == 0)
        note('t', name, at, NULL, 0);
    let_go(name);
    return done;
}

int ftruncate(int fd, off_t at)
{
    return ftruncate64(fd, at);
}

static int sync_by(long number, int fd)
{
    char path[PATH_MAX];
    const char *name = name_of(fd, path);
    if (name != NULL)
        note('s', name, 0, NULL, 0);
    int done = (int)syscall(number, fd);
    if (name != NULL && done == 0)
        note('e', name, 0, NULL, 0);
    return done;
}

int fsync(int fd)
{
    return sync_by(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return sync_by(SYS_fdatasync, fd);
}

int unlink(const char *path)
{
    char real[PATH_MAX];
    const char *name = realpath(path, real) == NULL ? NULL : name_of_path(real);
    hold(name);
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (name != NULL && done == 0)
        note('u', name, 0, NULL, 0);
    let_go(name);
    return done;
}

static int open_by(const char *path, int flags, mode_t mode)
{
    char real[PATH_MAX];
    const char *held = (flags & O_CREAT) && log_at >= 0 ? path : NULL;
    hold(held);
    bool there = held == NULL || access(path, F_OK) == 0;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    const char *name = there || fd < 0 ? NULL : name_of(fd, real);
    if (name != NULL)
        note('c', name, 0, NULL, 0);
    let_go(held);
    return fd;
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_by(path, flags, mode);
}

int open(const char *path, int flags, ...) __attribute__((alias("open64")));
