/* SPDX-License-Identifier: Apache-2.0 */
/* Sums the times of a program's GPU kernels by name, with nothing waited for:
 *   gcc -shared -fPIC -O1 -DKERNEL=CUpti_ActivityKernel10 -I$CUPTI/include -I/usr/local/cuda/include -o libtrace.so \
 *       cupti_trace.c $CUPTI/lib64/libcupti.so -lpthread      (KERNEL: the newest that cupti_activity.h declares)
 *   CUDA_INJECTION64_PATH=$PWD/libtrace.so CUPTI_OUT=kernels.txt cuda.sh speed ... */
#include <cupti.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>
#define SLOTS 4096
static struct { char *name; unsigned long long ns, count; } table[SLOTS];
static unsigned long long first = ~0ull, last = 0, busy = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void add(const char *name, unsigned long long ns) {
  unsigned h = 5381; for (const char *c = name; *c; c++) h = h * 33 + *c;
  for (unsigned i = 0; i < SLOTS; i++) {
    unsigned s = (h + i) % SLOTS;
    if (!table[s].name) table[s].name = strdup(name);
    if (!strcmp(table[s].name, name)) { table[s].ns += ns; table[s].count++; return; }
  }
}
static void CUPTIAPI requested(uint8_t **buffer, size_t *size, size_t *max) { *size = 4 << 20; *buffer = aligned_alloc(8, *size); *max = 0; }
static void CUPTIAPI completed(CUcontext c, uint32_t s, uint8_t *buffer, size_t size, size_t valid) {
  CUpti_Activity *r = NULL;
  pthread_mutex_lock(&lock);
  while (valid && cuptiActivityGetNextRecord(buffer, valid, &r) == CUPTI_SUCCESS) {
    if (r->kind == CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL) {
      KERNEL *k = (KERNEL *)r; add(k->name, k->end - k->start); busy += k->end - k->start;
      if (k->start < first) first = k->start; if (k->end > last) last = k->end;
    }
  }
  pthread_mutex_unlock(&lock);
  free(buffer);
}
static void dump(void) {
  cuptiActivityFlushAll(1);
  FILE *f = fopen(getenv("CUPTI_OUT"), "w");
  fprintf(f, "%.1f ms busy of %.1f ms\n", busy / 1e6, (last - first) / 1e6);
  for (int i = 0; i < SLOTS; i++) if (table[i].name) fprintf(f, "%10.3f ms %7llu %9.1f us  %.230s\n", table[i].ns / 1e6, table[i].count, table[i].ns / 1e3 / table[i].count, table[i].name);
  fclose(f);
}
int InitializeInjection(void) {
  cuptiActivityRegisterCallbacks(requested, completed);
  cuptiActivityEnable(CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL);
  atexit(dump);
  return 1;
}
