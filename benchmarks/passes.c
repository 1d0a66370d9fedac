/* The passes over everybody, in C: the yardstick of `benchmarks/passes.py`. Blocks of cells, threads made by the caller.
   gcc -O3 -march=native -ffp-contract=off -shared -fPIC: without contraction the results are ours, bit for bit. */
#include <stdint.h>

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

/* totals: [types][firms][17]: eleven counts in the order of census.NOW and PAST, units, cents, four states in grains */
void census(int64_t first, int64_t last, int64_t firms, const int8_t *kinds, const int64_t *weeks, const int16_t *newest,
            const int16_t *oldest, const int16_t *earlier, const uint8_t *started, const float *satisfaction,
            const float *conviction, const float *affect, const float *habit, const int32_t *units,
            const int64_t *cents, int64_t *totals) {
    const int64_t since = weeks[0], window = weeks[1], before = weeks[2];
    const double grain = 1099511627776.0;
    for (int64_t i = first; i < last; i++)
        for (int64_t j = 0; j < firms; j++) {
            const int64_t x = i * firms + j;
            const int64_t active = newest[x] > since, buyer = newest[x] >= window, was = earlier[x] > before;
            const int64_t once = oldest[x] == newest[x], was_once = was & (oldest[x] == earlier[x]);
            const double s = satisfaction[x], answer = 10.0 * clip(0.6 * s + 0.4 * (double)affect[x] + 0.22);
            int64_t *restrict t = totals + (kinds[i] * firms + j) * 17;
            t[0] += active, t[1] += active & (answer >= 8.5), t[2] += active & (answer < 6.5), t[3] += buyer;
            t[4] += active & once, t[5] += was, t[6] += was & active, t[7] += was_once, t[8] += was_once & active;
            t[9] += started[x], t[10] += started[x] & active;
            t[11] += buyer * units[i], t[12] += buyer * cents[i];
            t[13] += active * (int64_t)(s * grain), t[14] += active * (int64_t)((double)conviction[x] * grain);
            t[15] += active * (int64_t)((double)affect[x] * grain), t[16] += active * (int64_t)((double)habit[x] * grain);
        }
}
