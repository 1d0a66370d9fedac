/* The passes over everybody, in C: the yardstick of `benchmarks/passes.py`. Blocks of cells, threads made by the caller.
   gcc -O3 -march=native -ffp-contract=off -shared -fPIC: without contraction the results are ours, bit for bit. */
#include <stdint.h>
#include <string.h>

#define BLOCK 128
#define CELLS 1024 /* up to eight firms; more walk in smaller blocks */

static int64_t block_of(int64_t firms) { return CELLS / firms < BLOCK ? CELLS / firms : BLOCK; }

void fade(int64_t first, int64_t last, int64_t firms, const int8_t *kinds, const double *presence, const double *kept,
          const double *numbers, float *salience, float *talk, const float *satisfaction, float *affect,
          float *conviction) {
    const double forgetting = numbers[0], keep_talk = numbers[1], wear = numbers[2], gate = numbers[3];
    double toward[CELLS], keep[CELLS];
    for (int64_t start = first, size = block_of(firms); start < last; start += size) {
        const int64_t people = last - start < size ? last - start : size, cells = people * firms;
        for (int64_t j = 0; j < firms; j++)
            for (int64_t k = 0; k < people; k++) {
                toward[k * firms + j] = presence[j];
                keep[k * firms + j] = kept[kinds[start + k]];
            }
        float *restrict s = salience + start * firms, *restrict w = talk + start * firms;
        float *restrict a = affect + start * firms, *restrict c = conviction + start * firms;
        const float *restrict q = satisfaction + start * firms;
        for (int64_t i = 0; i < cells; i++) s[i] = (double)s[i] + forgetting * (toward[i] - (double)s[i]);
        for (int64_t i = 0; i < cells; i++) w[i] = (double)w[i] * keep_talk;
        for (int64_t i = 0; i < cells; i++) {
            const double unhappy = (double)q[i] < gate ? wear : 1.0;
            a[i] = (double)a[i] * keep[i] * unhappy;
            c[i] = (double)c[i] * unhappy;
        }
    }
}

int64_t find_busy(int64_t first, int64_t last, const int32_t *identity, const float *rate, const uint32_t *luck,
                  uint32_t week, double demand, double renewal, int32_t *listed) {
    uint8_t busy[BLOCK];
    int64_t end = first;
    for (int64_t start = first; start < last; start += BLOCK) {
        const int64_t people = last - start < BLOCK ? last - start : BLOCK;
        for (int64_t k = 0; k < people; k++) {
            uint32_t a = identity[start + k], b = week, c = 0, d = 0, low = luck[0], high = luck[1];
            for (int round = 0; round < 10; round++) {
                const uint64_t one = 0xD2511F53ull * a, two = 0xCD9E8D57ull * c;
                a = (uint32_t)(two >> 32) ^ b ^ low, c = (uint32_t)(one >> 32) ^ d ^ high;
                b = (uint32_t)two, d = (uint32_t)one, low += 0x9E3779B9u, high += 0xBB67AE85u;
            }
            const double needs = (a + 0.5) * 2.3283064365386963e-10, changes = (b + 0.5) * 2.3283064365386963e-10;
            busy[k] = !((needs <= 1.0 - (double)rate[start + k] * demand) & (changes >= renewal));
        }
        for (int64_t k = 0; k < people; k++) {
            listed[end] = (int32_t)(start + k);
            end += busy[k];
        }
    }
    return end;
}

static double clip(double value) { return value < 0.0 ? 0.0 : value > 1.0 ? 1.0 : value; }

/* What a block comes to, cell by cell: nine flags, a byte each, in two numbers; units, cents, four states in grains, trips. */
typedef struct { int64_t now[CELLS], past[CELLS], units[CELLS], cents[CELLS], states[4][CELLS], trips[CELLS]; } Laid;

static void mark(Laid *restrict laid, int64_t cells, const int64_t *weeks, const int16_t *restrict newest,
                 const int16_t *restrict earlier, const uint8_t *restrict trips, const uint8_t *restrict started,
                 const float *restrict satisfaction, const float *restrict affect) {
    const int16_t since = (int16_t)weeks[0], window = (int16_t)weeks[1], base = (int16_t)weeks[2];
    const int16_t before = (int16_t)weeks[3], base_before = (int16_t)weeks[4];
    for (int64_t x = 0; x < cells; x++) {
        const int64_t active = newest[x] > since, buyer = newest[x] >= window;
        const double answer = 10.0 * clip(0.6 * (double)satisfaction[x] + 0.4 * (double)affect[x] + 0.22);
        const int64_t verdict = (int64_t)(answer >= 8.5) << 8 | (int64_t)(answer < 6.5) << 16;
        laid->now[x] = active | active * verdict | buyer << 24 | (int64_t)(newest[x] > base) << 32;
        laid->units[x] = laid->cents[x] = buyer;
    }
    for (int64_t x = 0; x < cells; x++) {
        const int64_t active = newest[x] > since, flags = (earlier[x] > before) | (int64_t)started[x] << 16;
        laid->past[x] = flags | active * (flags << 8);
        laid->trips[x] = (earlier[x] > base_before) * (int64_t)trips[x];
    }
}

static void measure(int64_t *restrict measured, const int64_t *restrict now, const float *restrict column, int64_t cells) {
    for (int64_t x = 0; x < cells; x++) measured[x] = (now[x] & 1) * (int64_t)((double)column[x] * 1099511627776.0);
}

/* totals: [types][firms][16]: nine counts in the order of census.NOW and PAST, units, cents, trips, four states in grains */
void census(int64_t first, int64_t last, int64_t firms, const int8_t *kinds, const int64_t *weeks, const int16_t *newest,
            const int16_t *earlier, const uint8_t *trips, const uint8_t *started, const float *satisfaction,
            const float *conviction, const float *affect, const float *habit, const int32_t *units,
            const int64_t *cents, int64_t *totals) {
    const float *columns[4] = {satisfaction, conviction, affect, habit};
    const int64_t slots = 4 * firms;
    int64_t sums[slots][9];
    Laid laid;
    for (int64_t start = first, size = block_of(firms); start < last; start += size) {
        const int64_t people = last - start < size ? last - start : size, cells = people * firms, x = start * firms;
        mark(&laid, cells, weeks, newest + x, earlier + x, trips + x, started + x, satisfaction + x, affect + x);
        for (int s = 0; s < 4; s++) measure(laid.states[s], laid.now, columns[s] + x, cells);
        for (int64_t k = 0; k < people; k++)
            for (int64_t j = 0; j < firms; j++)
                laid.units[k * firms + j] *= units[start + k], laid.cents[k * firms + j] *= cents[start + k];
        memset(sums, 0, sizeof sums);
        for (int64_t k = 0; k < people; k++)
            for (int64_t j = 0; j < firms; j++) {
                int64_t *restrict sum = sums[kinds[start + k] * firms + j], c = k * firms + j;
                sum[0] += laid.now[c], sum[1] += laid.past[c], sum[2] += laid.units[c], sum[3] += laid.cents[c];
                sum[4] += laid.trips[c];
                for (int s = 0; s < 4; s++) sum[5 + s] += laid.states[s][c];
            }
        for (int64_t slot = 0; slot < slots; slot++) {
            int64_t *total = totals + slot * 16;
            for (int flag = 0; flag < 5; flag++) total[flag] += sums[slot][0] >> 8 * flag & 255;
            for (int flag = 0; flag < 4; flag++) total[5 + flag] += sums[slot][1] >> 8 * flag & 255;
            for (int part = 2; part < 9; part++) total[7 + part] += sums[slot][part];
        }
    }
}
