// SPDX-License-Identifier: MIT
#include "support/cut_line.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace orp::tests {

namespace {

constexpr int patience = 5;  // milliseconds until a thread looks whether something changed

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long: " + path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

int checked(int result, const char* what) {
  if (result < 0) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
  return result;
}

int connect_to(const std::string& path) {
  const int server = checked(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  const sockaddr_un address = address_of(path);
  checked(::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address),
          "connect");
  return server;
}

bool is_readable(int socket, int milliseconds) {
  pollfd waiting{socket, POLLIN, 0};
  return ::poll(&waiting, 1, milliseconds) > 0;
}

bool send_all(int socket, const std::string& data) {
  for (std::size_t at = 0; at < data.size();) {
    const ssize_t sent = ::send(socket, data.data() + at, data.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    at += static_cast<std::size_t>(sent);
  }
  return true;
}

/// What has come; empty when the other side is gone.
std::string receive(int socket) {
  std::string data(64 * 1024, '\0');
  const ssize_t size = ::recv(socket, data.data(), data.size(), 0);
  data.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return data;
}

std::string host_of(const Url& server) { return server.option("host").value_or(server.host()); }

std::string socket_of(const Url& server) {
  const std::string port = std::to_string(server.port() == 0 ? 5432 : server.port());
  return host_of(server) + "/.s.PGSQL." + port;
}

std::string make_home() {
  std::string home = std::filesystem::temp_directory_path() / "cut_line_XXXXXX";
  if (::mkdtemp(home.data()) == nullptr) throw std::runtime_error("mkdtemp");
  return home;
}

}  // namespace

bool CutLine::can_lead_to(const Url& server) { return host_of(server).starts_with('/'); }

CutLine::CutLine(const Url& server)
    : socket_(socket_of(server)), home_(make_home()), path_(home_ + "/.s.PGSQL.5432") {
  listener_ = checked(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  const sockaddr_un address = address_of(path_);
  checked(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
  checked(::listen(listener_, 8), "listen");
  server_ = std::thread([this] { serve(); });
}

CutLine::~CutLine() {
  is_over_ = true;
  server_.join();
  ::close(listener_);
  std::filesystem::remove_all(home_);
}

EngineOptions CutLine::options() const { return {.connect = {{"host", home_}, {"port", "5432"}}}; }

void CutLine::cut(When when, std::string last_words) {
  std::unique_lock lock(mutex_);
  is_armed_ = true;
  when_ = when;
  last_words_ = std::move(last_words);
  if (when == When::now) changed_.wait(lock, [this] { return !is_armed_; });
}

void CutLine::serve() {
  std::vector<std::thread> pumps;
  while (!is_over_) {
    if (!is_readable(listener_, patience)) continue;
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client >= 0) pumps.emplace_back([this, client] { pump(client); });
  }
  for (std::thread& pump : pumps) pump.join();
}

/// Carries bytes to and fro, until one side ends or the test does.
void CutLine::pump(int client) {
  const int server = connect_to(socket_);
  bool goes_on = true;
  bool is_asked = false;
  while (goes_on && !is_over_) {
    pollfd waiting[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    ::poll(waiting, 2, patience);
    std::string request;
    if (waiting[0].revents != 0) goes_on = !(request = receive(client)).empty();
    std::unique_lock lock(mutex_);
    const bool is_time = is_armed_ && (when_ == When::now || !request.empty());
    if (is_time) {
      if (when_ == When::server_is_done) {
        send_all(server, request);
        receive(server);
      }
      send_all(client, last_words_);
      ::shutdown(client, SHUT_RDWR);
      is_armed_ = false;
      goes_on = false;
      changed_.notify_all();
    }
    lock.unlock();
    if (goes_on && !request.empty()) {
      is_asked = true;
      goes_on = send_all(server, request);
    }
    if (goes_on && waiting[1].revents != 0) {
      const std::string answer = receive(server);
      if (std::exchange(is_asked, false)) ++round_trips_;
      goes_on = !answer.empty() && send_all(client, answer);
    }
  }
  ::close(client);
  ::close(server);
}

}  // namespace orp::tests
