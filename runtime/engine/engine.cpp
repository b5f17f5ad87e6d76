// SPDX-License-Identifier: MIT
#include "orpiment/engine/engine.hpp"

#include <algorithm>
#include <utility>

#include "engine/access.hpp"
#include "engine/connection_state.hpp"
#include "engine/engine_state.hpp"
#include "orpiment/engine/url_parts.hpp"

namespace orp {

namespace detail {

namespace {

/// The URL's parts with the options given besides, which win.
backend::Address address_of(const Url& url, const EngineOptions& options) {
  auto all = url.options();
  for (const auto& [key, value] : options.connect) {
    std::erase_if(all, [&name = key](const auto& option) { return option.first == name; });
    all.emplace_back(key, value);
  }
  return EngineAccess::address(url.set({.options = std::move(all)}));
}

}  // namespace

EngineState::EngineState(const Url& engine_url, EngineOptions engine_options)
    : url(engine_url),
      options(std::move(engine_options)),
      database(backend::find_database(url.scheme(), view_of(options.databases))),
      observers(options.hide_parameters),
      statements(database.dialect, options.compiled_cache_size),
      translations(database.dialect, options.compiled_cache_size),
      pool(
          options, database.backend.has_single_link(address_of(url, options)),
          [this] { return open_link(); }, observers),
      address_(address_of(url, options)) {
  if (options.echo) observers.add(echo_.emplace(options));
}

std::unique_ptr<backend::Link> EngineState::open_link() {
  std::unique_ptr<backend::Link> link =
      database.backend.connect(address_, {.begin = options.begin,
                                          .statement_cache_size = options.statement_cache_size,
                                          .hide_parameters = options.hide_parameters});
  link->set_listener(&observers);
  return link;
}

}  // namespace detail

std::string PoolStatus::to_string() const {
  return "Pool size: " + std::to_string(size) +
         " Connections in pool: " + std::to_string(checked_in) +
         " Current overflow: " + std::to_string(overflow) +
         " Current checked out connections: " + std::to_string(checked_out);
}

Engine::Engine(std::shared_ptr<detail::EngineState> state) : state_(std::move(state)) {}

const Url& Engine::url() const { return state_->url; }
const EngineOptions& Engine::options() const { return state_->options; }
const backend::Database& Engine::database() const { return state_->database; }
const backend::Dialect& Engine::dialect() const { return database().dialect; }

Connection Engine::connect() const {
  return Connection(std::make_shared<detail::ConnectionState>(state_));
}

void Engine::dispose() const { state_->pool.dispose(); }
PoolStatus Engine::pool_status() const { return state_->pool.status(); }

Observation Engine::observe(Observer& observer) const { return {state_, observer}; }

Observation::Observation(std::shared_ptr<detail::EngineState> engine, Observer& observer)
    : engine_(std::move(engine)), observer_(&observer) {
  engine_->observers.add(observer);
}

Observation::~Observation() { end(); }

Observation& Observation::operator=(Observation&& other) noexcept {
  if (this == &other) return *this;
  end();
  engine_ = std::move(other.engine_);
  observer_ = other.observer_;
  return *this;
}

void Observation::end() noexcept {
  if (engine_ != nullptr) engine_->observers.remove(*observer_);
}

Engine create_engine(detail::GivenText url, EngineOptions options) {
  return create_engine(Url::parse(url), std::move(options));
}

Engine create_engine(const Url& url, EngineOptions options) {
  return Engine(std::make_shared<detail::EngineState>(url, std::move(options)));
}

}  // namespace orp
