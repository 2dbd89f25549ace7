/*
 * A gateway in C that makes the system calls of the reactor gateways, and does what they must for
 * clients and a model that behave: the measuring stick for "how near is JavaScript to C?". It checks
 * little, limits little, reports nothing. Do not serve anybody with it.
 *
 * Its plan, the reactor's: accept and shake hands by epoll; then leave frames in the kernel and read a
 * session every READ_MS and when its flush is due; unmask into the memory that is posted; post over one
 * HTTP/2 connection, one send a request; read answers once a tick; one send a partial.
 *
 *   cc -O2 -o gateway gateway.c && PORT=3000 INFERENCE_URL=http://127.0.0.1:9000 ./gateway
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  TICK_MS = 20,
  READ_MS = 500,
  FLUSH_MS = 1000,
  FRAME = 640,
  MASKED_FRAME = 8 + FRAME,
  FRAMES_PER_DATA = 25,
  DATA = 9 + FRAMES_PER_DATA * FRAME,
  MOST_FRAMES = 150,
  HEAD = 160,
  CHUNK = 64 * 1024,
  MOST_SESSIONS = 8192,
  MOST_STREAMS = 250,
  STREAM_SLOTS = 4096,
  MOST_EVENTS = 512,
  LEFT_OVER = 4096,
};

typedef struct {
  int fd;
  enum { FREE, SHAKING, OPEN, STREAMING } state;
  uint32_t generation;
  bool in_flight;
  double read_ms, due_ms;
  uint32_t next_seq, posted_from, posted_frames;
  double lateness_ms;
  int frames;
  int left;
  uint8_t *batch;
  uint8_t rest[LEFT_OVER];
} Session;

typedef struct {
  int session;
  uint32_t generation;
  int length;
  char body[1024];
} Stream;

static Session sessions[MOST_SESSIONS];
static int session_end;
static Stream streams[STREAM_SLOTS];
static int epoll_fd, listen_fd, model_fd;
static uint32_t next_stream = 1;
static int streams_open;
static int64_t window = 65535;
static uint8_t chunk[LEFT_OVER + CHUNK + 1], answers[2 * CHUNK];
static int answers_left;
static uint8_t head_block[HEAD];
static int head_bytes;
static uint8_t *unsent;
static size_t unsent_from, unsent_to, unsent_room;
static volatile sig_atomic_t stopping;
static int cpu_passes = 4;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void must(int result, const char *what) {
  if (result < 0) die(what);
}

/* SHA-1 (RFC 3174) of up to 119 bytes, for the handshake (RFC 6455 section 4.2.2). */
static void sha1(const uint8_t *text, size_t length, uint8_t digest[20]) {
  uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t padded[128] = {0};
  memcpy(padded, text, length);
  padded[length] = 0x80;
  size_t blocks = length > 55 ? 2 : 1;
  padded[blocks * 64 - 2] = (uint8_t)(length >> 5);
  padded[blocks * 64 - 1] = (uint8_t)(length << 3);
  for (size_t b = 0; b < blocks; b++) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++) {
      uint32_t word;
      memcpy(&word, padded + b * 64 + i * 4, 4);
      w[i] = ntohl(word);
    }
#define ROL(x, n) (((x) << (n)) | ((x) >> (32 - (n))))
    for (int i = 16; i < 80; i++) w[i] = ROL(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = h[0], bb = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20 ? (bb & c) | (~bb & d) : i < 40 ? bb ^ c ^ d
                 : i < 60 ? (bb & c) | (bb & d) | (c & d) : bb ^ c ^ d;
      uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      uint32_t t = ROL(a, 5) + f + e + k + w[i];
      e = d, d = c, c = ROL(bb, 30), bb = a, a = t;
    }
    h[0] += a, h[1] += bb, h[2] += c, h[3] += d, h[4] += e;
  }
  for (int i = 0; i < 5; i++) {
    uint32_t word = htonl(h[i]);
    memcpy(digest + i * 4, &word, 4);
  }
}

static void base64(const uint8_t *bytes, int length, char *text) {
  static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int i = 0; i < length; i += 3) {
    uint32_t v = bytes[i] << 16 | (i + 1 < length ? bytes[i + 1] << 8 : 0) |
                 (i + 2 < length ? bytes[i + 2] : 0);
    *text++ = letters[v >> 18];
    *text++ = letters[v >> 12 & 63];
    *text++ = i + 1 < length ? letters[v >> 6 & 63] : '=';
    *text++ = i + 2 < length ? letters[v & 63] : '=';
  }
  *text = 0;
}

/* What the model's socket doesn't take is kept, in order. */
static void send_unsent(void) {
  while (unsent_from < unsent_to) {
    ssize_t n = send(model_fd, unsent + unsent_from, unsent_to - unsent_from, MSG_NOSIGNAL);
    if (n < 0) return;
    unsent_from += (size_t)n;
  }
  unsent_from = unsent_to = 0;
}

static void send_model(const uint8_t *bytes, size_t length) {
  if (unsent_from == unsent_to) {
    ssize_t n = send(model_fd, bytes, length, MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN) die("send to the model");
    if (n > 0) bytes += n, length -= (size_t)n;
    if (length == 0) return;
  }
  if (unsent_to + length > unsent_room) {
    unsent_room = (unsent_to + length) * 2;
    unsent = realloc(unsent, unsent_room);
  }
  memcpy(unsent + unsent_to, bytes, length);
  unsent_to += length;
}

static void frame_head(uint8_t *at, uint32_t length, uint8_t type, uint8_t flags, uint32_t stream) {
  uint8_t head[9] = {
    (uint8_t)(length >> 16), (uint8_t)(length >> 8), (uint8_t)length, type, flags,
    (uint8_t)(stream >> 24), (uint8_t)(stream >> 16), (uint8_t)(stream >> 8), (uint8_t)stream,
  };
  memcpy(at, head, 9);
}

/* Where frame `index` of a batch lies: behind HEADERS, in DATA of 25. */
static uint8_t *frame_at(Session *s, int index) {
  return s->batch + HEAD + index / FRAMES_PER_DATA * DATA + 9 + index % FRAMES_PER_DATA * FRAME;
}

static int literal(uint8_t *at, const char *name, const char *value) {
  int n = (int)strlen(name), v = (int)strlen(value), length = 0;
  at[length++] = 0;
  at[length++] = (uint8_t)n;
  memcpy(at + length, name, (size_t)n), length += n;
  at[length++] = (uint8_t)v;
  memcpy(at + length, value, (size_t)v), length += v;
  return length;
}

/* HPACK without a dynamic table (RFC 7541): POST, http, then literals. */
static void build_head(const char *authority) {
  uint8_t *at = head_block;
  char passes[16];
  snprintf(passes, sizeof passes, "%d", cpu_passes);
  *at++ = 0x83;
  *at++ = 0x86;
  at += literal(at, ":path", "/infer");
  at += literal(at, ":authority", authority);
  at += literal(at, "x-cpu-passes", passes);
  head_bytes = (int)(at - head_block);
}

static void close_session(Session *s) {
  close(s->fd);
  free(s->batch);
  uint32_t generation = s->generation + 1;
  memset(s, 0, sizeof *s);
  s->generation = generation;
}

/* The whole request lies in memory as it goes out: HEADERS end where the first DATA begins. */
static void post(Session *s, double now) {
  int data = (s->frames + FRAMES_PER_DATA - 1) / FRAMES_PER_DATA;
  int flow = s->frames * FRAME;
  if (s->in_flight || s->frames == 0 || streams_open >= MOST_STREAMS || window < flow) return;
  uint32_t id = next_stream;
  next_stream += 2;
  uint8_t *start = s->batch + HEAD - 9 - head_bytes;
  frame_head(start, (uint32_t)head_bytes, 1, 4, id);
  memcpy(start + 9, head_block, (size_t)head_bytes);
  for (int i = 0, left = s->frames; i < data; i++, left -= FRAMES_PER_DATA) {
    int frames = left < FRAMES_PER_DATA ? left : FRAMES_PER_DATA;
    frame_head(s->batch + HEAD + i * DATA, (uint32_t)(frames * FRAME), 0, i == data - 1, id);
  }
  send_model(start, (size_t)(frame_at(s, s->frames - 1) + FRAME - start));
  window -= flow;
  streams_open++;
  Stream *stream = &streams[id / 2 % STREAM_SLOTS];
  stream->session = (int)(s - sessions);
  stream->generation = s->generation;
  stream->length = 0;
  s->in_flight = true;
  s->posted_from = s->next_seq;
  s->posted_frames = (uint32_t)s->frames;
  s->next_seq += (uint32_t)s->frames;
  s->frames = 0;
  s->lateness_ms = now > s->due_ms ? now - s->due_ms : 0;
}

static void shake_hands(Session *s, char *request) {
  char *key = strcasestr(request, "sec-websocket-key:");
  if (key == NULL) {
    static const char ok[] =
      "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n";
    send(s->fd, ok, sizeof ok - 1, MSG_NOSIGNAL);
    close_session(s);
    return;
  }
  key += 18;
  while (*key == ' ') key++;
  uint8_t text[60], digest[20];
  memcpy(text, key, 24);
  memcpy(text + 24, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36);
  sha1(text, 60, digest);
  char accept[32], response[256];
  base64(digest, 20, accept);
  int n = snprintf(response, sizeof response,
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
    "sec-websocket-accept: %s\r\n\r\n", accept);
  send(s->fd, response, (size_t)n, MSG_NOSIGNAL);
  s->state = OPEN;
}

static void unmask(uint8_t *to, const uint8_t *from, const uint8_t *mask) {
  uint32_t m;
  memcpy(&m, mask, 4);
  uint64_t wide = (uint64_t)m << 32 | m;
  for (int i = 0; i < FRAME; i += 8) {
    uint64_t word;
    memcpy(&word, from + i, 8);
    word ^= wide;
    memcpy(to + i, &word, 8);
  }
}

/* Takes whole WebSocket frames; returns how many bytes, or -1 when the session is over. */
static int take_frames(Session *s, uint8_t *bytes, int length, double now) {
  int at = 0;
  while (length - at >= 6) {
    uint8_t *f = bytes + at;
    int payload = f[1] & 127, head = 6;
    if (payload == 127) return -1;
    if (payload == 126) {
      if (length - at < 8) break;
      payload = f[2] << 8 | f[3], head = 8;
    }
    if (length - at < head + payload) break;
    int opcode = f[0] & 15;
    if (opcode == 2 && payload == FRAME && s->frames < MOST_FRAMES) {
      unmask(frame_at(s, s->frames++), f + 8, f + 4);
    } else if (opcode == 1) {
      s->state = STREAMING;
      s->batch = malloc(HEAD + MOST_FRAMES / FRAMES_PER_DATA * DATA);
      s->next_seq = 1;
      s->due_ms = now + FLUSH_MS;
    } else if (opcode == 8) {
      uint8_t bye[4] = {0x88, 2, 3, 0xE8};
      send(s->fd, bye, 4, MSG_NOSIGNAL);
      return -1;
    } else if (opcode == 2) {
      return -1;
    }
    at += head + payload;
  }
  return at;
}

/* One recv, as long as it doesn't fill the chunk. */
static void read_session(Session *s, double now) {
  for (;;) {
    memcpy(chunk, s->rest, (size_t)s->left);
    ssize_t n = recv(s->fd, chunk + s->left, CHUNK, 0);
    if (n < 0 && errno == EAGAIN) break;
    if (n <= 0) return close_session(s);
    int length = s->left + (int)n, taken = 0;
    if (s->state == SHAKING) {
      chunk[length] = 0;
      char *end = strstr((char *)chunk, "\r\n\r\n");
      if (end != NULL) {
        taken = (int)(end + 4 - (char *)chunk);
        shake_hands(s, (char *)chunk);
        if (s->state == FREE) return;
      }
    }
    if (s->state >= OPEN) {
      int more = take_frames(s, chunk + taken, length - taken, now);
      if (more < 0) return close_session(s);
      taken += more;
    }
    s->left = length - taken;
    if (s->left > LEFT_OVER) return close_session(s);
    memcpy(s->rest, chunk + taken, (size_t)s->left);
    if (n < CHUNK) break;
  }
  s->read_ms = now + READ_MS;
  if (s->state == STREAMING) return;
  struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.u32 = (uint32_t)(s - sessions) + 1};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, s->fd, &event);
}

static void accept_all(void) {
  for (;;) {
    int fd = accept4(listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    int i = 0;
    while (i < MOST_SESSIONS && sessions[i].state != FREE) i++;
    if (i == MOST_SESSIONS) {
      close(fd);
      continue;
    }
    if (i >= session_end) session_end = i + 1;
    sessions[i].fd = fd;
    sessions[i].state = SHAKING;
    struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.u32 = (uint32_t)i + 1};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

/* The value of a field of a flat JSON object, as it stands there. */
static int field(const char *json, const char *name, char *value, int room) {
  char key[40];
  snprintf(key, sizeof key, "\"%s\":", name);
  const char *at = strstr(json, key);
  if (at == NULL) return 0;
  at += strlen(key);
  int n = (int)(*at == '"' ? strchr(at + 1, '"') - at + 1 : (long)strcspn(at, ",}"));
  if (n >= room) return 0;
  memcpy(value, at, (size_t)n);
  value[n] = 0;
  return n;
}

static void answer(Stream *stream) {
  Session *s = &sessions[stream->session];
  streams_open--;
  if (s->generation != stream->generation || s->state != STREAMING) return;
  stream->body[stream->length] = 0;
  char rms[40], crossings[24], checksum[24], samples[24], bytes[24], transcript[64];
  field(stream->body, "rms", rms, sizeof rms);
  field(stream->body, "zero_crossings", crossings, sizeof crossings);
  field(stream->body, "checksum", checksum, sizeof checksum);
  field(stream->body, "samples", samples, sizeof samples);
  field(stream->body, "audio_bytes", bytes, sizeof bytes);
  field(stream->body, "transcript", transcript, sizeof transcript);
  char message[600];
  int n = snprintf(message + 4, sizeof message - 4,
    "{\"type\":\"partial\",\"oldest_frame_seq\":%u,\"newest_frame_seq\":%u,\"frames\":%u,"
    "\"rms\":%s,\"zero_crossings\":%s,\"checksum\":%s,\"samples\":%s,\"audio_bytes\":%s,"
    "\"transcript\":%s,\"cpu_passes\":%d,\"model_delay_ms\":75,\"flush_lateness_ms\":%.3f,"
    "\"inflight_model_jobs\":0}",
    s->posted_from, s->posted_from + s->posted_frames - 1, s->posted_frames, rms, crossings,
    checksum, samples, bytes, transcript, cpu_passes, s->lateness_ms);
  message[0] = (char)0x81;
  message[1] = 126;
  message[2] = (char)(n >> 8);
  message[3] = (char)n;
  send(s->fd, message, (size_t)n + 4, MSG_NOSIGNAL);
  s->in_flight = false;
}

static void take_answer_frame(const uint8_t *f, uint32_t length) {
  uint8_t type = f[3], flags = f[4];
  uint32_t id = (uint32_t)(f[5] & 127) << 24 | (uint32_t)f[6] << 16 | (uint32_t)f[7] << 8 | f[8];
  Stream *stream = &streams[id / 2 % STREAM_SLOTS];
  if (type == 0) {
    if (stream->length + length < sizeof stream->body) {
      memcpy(stream->body + stream->length, f + 9, length);
      stream->length += (int)length;
    }
    if (flags & 1) answer(stream);
  } else if (type == 3 || type == 7) {
    fprintf(stderr, "the model gave up: frame %d\n", type);
    exit(1);
  } else if (type == 4 && !(flags & 1)) {
    uint8_t ack[9];
    frame_head(ack, 0, 4, 1, 0);
    send_model(ack, 9);
  } else if (type == 6 && !(flags & 1)) {
    uint8_t pong[17];
    frame_head(pong, 8, 6, 1, 0);
    memcpy(pong + 9, f + 9, 8);
    send_model(pong, 17);
  } else if (type == 8 && id == 0) {
    window += (uint32_t)(f[9] & 127) << 24 | (uint32_t)f[10] << 16 | (uint32_t)f[11] << 8 | f[12];
  }
}

/* Our window for answers is opened once, wide enough for days. */
static void read_answers(void) {
  for (;;) {
    ssize_t n = recv(model_fd, answers + answers_left, CHUNK, 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) die("the model is gone");
    int length = answers_left + (int)n, at = 0;
    while (length - at >= 9) {
      uint32_t payload =
        (uint32_t)answers[at] << 16 | (uint32_t)answers[at + 1] << 8 | answers[at + 2];
      if ((uint32_t)(length - at) < 9 + payload) break;
      take_answer_frame(answers + at, payload);
      at += 9 + (int)payload;
    }
    answers_left = length - at;
    memmove(answers, answers + at, (size_t)answers_left);
    if (n < CHUNK) return;
  }
}

static void tick(double now) {
  send_unsent();
  read_answers();
  for (int i = 0; i < session_end; i++) {
    Session *s = &sessions[i];
    if (s->state != STREAMING) continue;
    bool is_due = now >= s->due_ms;
    if (is_due || now >= s->read_ms) read_session(s, now);
    if (!is_due || s->state != STREAMING) continue;
    post(s, now);
    while (s->due_ms <= now) s->due_ms += FLUSH_MS;
  }
}

static void connect_model(const char *url) {
  char host[64] = "";
  int port = 80;
  if (sscanf(url, "http://%63[^:/]:%d", host, &port) < 1) die("INFERENCE_URL");
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  if (inet_pton(AF_INET, host, &to.sin_addr) != 1) die("INFERENCE_URL: expected IPv4 in digits");
  model_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  must(connect(model_fd, (struct sockaddr *)&to, sizeof to), "connect to the model");
  int one = 1;
  setsockopt(model_fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(model_fd, F_SETFL, O_NONBLOCK);
  char authority[80];
  snprintf(authority, sizeof authority, "%s:%d", host, port);
  build_head(authority);
  uint8_t hello[24 + 9 + 13];
  memcpy(hello, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 24);
  frame_head(hello + 24, 0, 4, 0, 0);
  frame_head(hello + 33, 4, 8, 0, 0);
  uint8_t wide[4] = {0x7F, 0, 0, 0};
  memcpy(hello + 42, wide, 4);
  send_model(hello, sizeof hello);
}

static int listen_on(int port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  inet_pton(AF_INET, "127.0.0.1", &at.sin_addr);
  listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int one = 1;
  setsockopt(listen_fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(listen_fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  must(bind(listen_fd, (struct sockaddr *)&at, sizeof at), "bind");
  must(listen(listen_fd, 4096), "listen");
  socklen_t length = sizeof at;
  must(getsockname(listen_fd, (struct sockaddr *)&at, &length), "getsockname");
  return ntohs(at.sin_port);
}

static void stop(int signal) {
  (void)signal;
  stopping = 1;
}

static const char *variable(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value != NULL && *value != 0 ? value : otherwise;
}

int main(void) {
  signal(SIGTERM, stop);
  signal(SIGINT, stop);
  cpu_passes = atoi(variable("CPU_PASSES", "4"));
  connect_model(variable("INFERENCE_URL", "http://127.0.0.1:9000"));
  int port = listen_on(atoi(variable("PORT", "3000")));
  must(epoll_fd = epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = 0};
  must(epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listen_fd, &event), "epoll_ctl");
  printf(
    "{\"event\":\"listening\",\"name\":\"gateway\",\"url\":\"http://127.0.0.1:%d\",\"runtime\":\"c\","
    "\"version\":\"%s\",\"variant\":\"c\",\"inference_client\":\"c\",\"inference_protocol\":\"HTTP/2\"}\n",
    port, __VERSION__);
  fflush(stdout);
  double next = now_ms() + TICK_MS;
  struct epoll_event events[MOST_EVENTS];
  /* Like every program of the bench it ends with its parent, whose end of standard input it holds. */
  struct pollfd parent = {.fd = 0, .events = POLLIN};
  while (!stopping) {
    double rest = next - now_ms();
    int count = epoll_wait(epoll_fd, events, MOST_EVENTS, rest > 0 ? (int)rest + 1 : 0);
    double now = now_ms();
    for (int i = 0; i < count; i++) {
      if (events[i].data.u32 == 0) accept_all();
      else read_session(&sessions[events[i].data.u32 - 1], now);
    }
    if (now < next) continue;
    tick(now);
    next += TICK_MS;
    if (poll(&parent, 1, 0) > 0 && (parent.revents & POLLHUP)) break;
  }
  return 0;
}
