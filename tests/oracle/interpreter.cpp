// SPDX-License-Identifier: MIT
#include "interpreter.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "entity/member_name.hpp"

namespace orp::tests {

namespace {

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::pair<std::string, std::string> split(const std::string& text, char at) {
  const std::size_t found = text.find(at);
  if (found == std::string::npos)
    throw std::runtime_error("no " + std::string(1, at) + " in " + text);
  return {text.substr(0, found), text.substr(found + 1)};
}

Value value_of(const std::string& word) { return word == "NULL" ? std::nullopt : Value(word); }

// name=x email=NULL ...; what the script calls the object is its tag.
Values values_of(const std::vector<std::string>& words, std::size_t first, const std::string& tag) {
  Values values{{"tag", tag}};
  for (std::size_t i = first; i < words.size(); ++i) {
    const auto [column, value] = split(words[i], '=');
    values[column] = value_of(value);
  }
  return values;
}

template <class Verbs>
const Verbs* named(const std::vector<Verbs>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Verbs& verbs) { return verbs.name == name; });
  return found == all.end() ? nullptr : &*found;
}

// What both sides call an error; the rest of it is a remark.
std::string text_of(const Error& error) {
  if (const auto* integrity = dynamic_cast<const IntegrityError*>(&error))
    return "integrity " + std::string(to_string(integrity->kind()));
  if (dynamic_cast<const StaleDataError*>(&error) != nullptr) return "stale";
  if (error.code() == "ORP-1301") return "inactive";
  if (error.code() == "ORP-1004") return "unloaded";
  if (dynamic_cast<const UsageError*>(&error) != nullptr || error.code() == "ORP-2301")
    return "usage";
  return error.code();
}

}  // namespace

Interpreter::Interpreter(Engine& engine, const std::vector<std::string>& row_queries,
                         std::ostream& out)
    : engine_(engine), row_queries_(row_queries), out_(out), recorder_(engine), session_(engine) {}

Interpreter::~Interpreter() = default;

void Interpreter::run(const std::vector<std::string>& script) {
  counts_reads_ = std::any_of(script.begin(), script.end(), [](const std::string& line) {
    return line.find("lazyload") != std::string::npos ||
           line.find("selectinload") != std::string::npos;
  });
  bool succeeded = true;
  for (const std::string& line : script) succeeded = step(line);
  quiet_.reset();
  if (script.back() != "commit") succeeded = step("commit");
  out_ << "> end\n";
  if (!succeeded) session_.rollback();
  print_objects();
  savepoints_.clear();
  try {
    session_.close();
  } catch (const Error& error) {
    out_ << "= close: error " << text_of(error) << '\n';
  }
  if (!succeeded) print_rows();
}

bool Interpreter::step(const std::string& line) {
  out_ << "> " << line << '\n';
  bool succeeded = false;
  std::string remark;
  recorder_.take();
  try {
    const std::string outcome = act(words_of(line));
    out_ << "= " << outcome << '\n';
    succeeded = true;
  } catch (const Error& error) {
    out_ << "= error " << text_of(error) << '\n';
    remark = error.code() + ' ' + error.message();
  } catch (const std::exception& error) {
    out_ << "= broken script\n";
    remark = error.what();
  }
  std::replace(remark.begin(), remark.end(), '\n', ' ');
  if (!remark.empty()) out_ << "# " << remark << '\n';
  print_statements();
  names_.remember_keys();
  if (succeeded && line == "commit") {
    print_states();
    print_rows();
  }
  return succeeded;
}

std::string Interpreter::act(const Words& words) {
  if (words.size() == 1) return act_on_session(words);
  const std::string& verb = words[0];
  if (verb == "select" || verb == "populate") return select(words);
  if (verb == "append" || verb == "remove" || verb == "clear" || verb == "contains" ||
      verb == "make")
    return act_on_collection(words);
  return act_on_object(words);
}

std::string Interpreter::act_on_session(const Words& words) {
  const std::string& verb = words[0];
  if (verb == "flush") {
    session_.flush();
  } else if (verb == "commit") {
    session_.commit();
    savepoints_.clear();
  } else if (verb == "rollback") {
    session_.rollback();
    savepoints_.clear();
  } else if (verb == "begin_nested") {
    savepoints_.push_back(session_.begin_nested());
  } else if (verb == "commit_nested") {
    savepoints_.back().commit();
    savepoints_.pop_back();
  } else if (verb == "rollback_nested") {
    savepoints_.back().rollback();
    savepoints_.pop_back();
  } else if (verb == "expire_all") {
    session_.expire_all();
  } else if (verb == "expunge_all") {
    session_.expunge_all();
  } else if (verb == "no_autoflush") {
    quiet_.reset(new NoAutoflush(session_.no_autoflush()));
  } else if (verb == "autoflush") {
    quiet_.reset();
  } else if (verb == "session") {
    return "new " + names_.of_all(session_.new_()) + " deleted " +
           names_.of_all(session_.deleted());
  } else {
    throw std::runtime_error("no verb " + verb);
  }
  return "ok";
}

std::string Interpreter::act_on_object(const Words& words) {
  const std::string& verb = words[0];
  const std::string& name = words[1];
  if (verb == "new") {
    names_.give(name, class_named(words.at(2)).make(session_, values_of(words, 3, name)));
  } else if (verb == "add") {
    session_.add(names_.object(name));
  } else if (verb == "delete") {
    session_.delete_(names_.object(name));
  } else if (verb == "expunge") {
    session_.expunge(names_.object(name));
  } else if (verb == "expire") {
    if (words.size() == 2) session_.expire(names_.object(name));
    each_attribute(words, [&](const Attribute& attribute) {
      attribute.expire(session_, names_.object(name));
    });
  } else if (verb == "refresh") {
    if (words.size() == 2) session_.refresh(names_.object(name));
    each_attribute(words, [&](const Attribute& attribute) {
      attribute.refresh(session_, names_.object(name));
    });
  } else if (verb == "set") {
    set(name, words.at(2));
  } else if (verb == "look") {
    return look(name);
  } else if (verb == "state") {
    return to_string(names_.object(name).entity_state());
  } else if (verb == "get") {
    Words key(words.begin() + 3, words.end());
    const ClassVerbs& verbs = class_named(words.at(2));
    if (verbs.info->column(0).identity) key = {names_.key_of(key.at(0))};
    Entity* const found = verbs.get(session_, key);
    if (found != nullptr) names_.give(name, *found);
    return names_.of(found);
  } else {
    throw std::runtime_error("no verb " + verb);
  }
  return "ok";
}

std::string Interpreter::act_on_collection(const Words& words) {
  const std::string& verb = words[0];
  const bool makes = verb == "make";
  const auto [name, relation] = split(words.at(makes ? 2 : 1), '.');
  Entity& owner = names_.object(name);
  const ToManyVerbs* const verbs = named(class_of(owner).to_many, relation);
  if (verbs == nullptr) throw std::runtime_error("no collection " + relation);
  if (makes)
    names_.give(words[1], verbs->make(owner, values_of(words, 3, words[1])));
  else if (verb == "clear")
    verbs->clear(owner);
  else if (verb == "append")
    verbs->add(owner, names_.object(words.at(2)));
  else if (verb == "remove")
    verbs->remove(owner, names_.object(words.at(2)));
  else
    return verbs->contains(owner, names_.object(words.at(2))) ? "yes" : "no";
  return "ok";
}

// select CLASS [lazyload RELATION | selectinload RELATION]...
std::string Interpreter::select(const Words& words) {
  const ClassVerbs& verbs = class_named(words[1]);
  std::vector<LoadOption> options;
  const auto add = [&](const auto* relation, const std::string& strategy) {
    if (relation != nullptr)
      options.push_back(strategy == "lazyload" ? relation->lazyload : relation->selectinload);
  };
  for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
    add(named(verbs.to_one, words[i + 1]), words[i]);
    add(named(verbs.to_many, words[i + 1]), words[i]);
  }
  return names_.of_all(verbs.select(session_, options, words[0] == "populate"));
}

std::string Interpreter::look(const std::string& place) {
  const auto [name, attribute] = split(place, '.');
  Entity& entity = names_.object(name);
  const ClassVerbs& verbs = class_of(entity);
  if (const auto* column = named(verbs.columns, attribute))
    return column->get(entity).value_or("NULL");
  if (const auto* to_one = named(verbs.to_one, attribute)) return names_.of(to_one->get(entity));
  if (const auto* to_many = named(verbs.to_many, attribute))
    return names_.of_all(to_many->members(entity));
  throw std::runtime_error("no attribute " + attribute);
}

void Interpreter::set(const std::string& place, const std::string& value) {
  const auto [name, attribute] = split(place, '.');
  Entity& entity = names_.object(name);
  const ClassVerbs& verbs = class_of(entity);
  if (const auto* column = named(verbs.columns, attribute))
    column->set(entity, value_of(value));
  else if (const auto* to_one = named(verbs.to_one, attribute))
    to_one->set(entity, value == "NULL" ? nullptr : &names_.object(value));
  else
    throw std::runtime_error("no attribute " + attribute);
}

template <class Act>
void Interpreter::each_attribute(const Words& words, Act act) {
  const ClassVerbs& verbs = class_of(names_.object(words[1]));
  const auto found = [&](const Attribute* attribute) {
    if (attribute != nullptr) act(*attribute);
  };
  for (std::size_t i = 2; i < words.size(); ++i) {
    found(named(verbs.columns, words[i]));
    found(named(verbs.to_one, words[i]));
    found(named(verbs.to_many, words[i]));
  }
}

void Interpreter::print_statements() {
  std::size_t reads = 0;
  for (const testing::RecordedStatement& statement : recorder_.take_statements()) {
    const Words words = words_of(statement.summary);
    if (words[0] == "SELECT")
      ++reads;
    else if (!statement.failed)
      out_ << "w " << words[0] << ' ' << words.at(1) << ' ' << statement.row_count << '\n';
  }
  if (counts_reads_) out_ << "r " << reads << '\n';
}

void Interpreter::print_states() {
  for (const auto& [name, entity] : names_.first_names())
    out_ << "state " << name << ' ' << to_string(entity->entity_state()) << '\n';
}

template <class Read>
std::string Interpreter::reading(Read read) {
  try {
    return read();
  } catch (const Error& error) {
    const bool is_unset = error.code() == "ORP-1003" || error.code() == "ORP-1005";
    return is_unset ? "NULL" : '<' + text_of(error) + '>';
  }
}

void Interpreter::print_objects() {
  const std::map<std::string, Entity*> objects = names_.first_names();  // looking finds others
  for (const auto& [name, entity] : objects) {
    out_ << "object " << name << ' ' << to_string(entity->entity_state());
    const ClassVerbs& verbs = class_of(*entity);
    const auto print = [&, place = name](const Attribute& attribute) {
      out_ << ' ' << attribute.name << '='
           << reading([&] { return look(place + '.' + attribute.name); });
    };
    std::for_each(verbs.columns.begin(), verbs.columns.end(), print);
    std::for_each(verbs.to_one.begin(), verbs.to_one.end(), print);
    std::for_each(verbs.to_many.begin(), verbs.to_many.end(), print);
    out_ << '\n';
  }
}

void Interpreter::print_rows() {
  Connection connection = engine_.connect();
  std::vector<std::string> rows;
  for (const std::string& query : row_queries_)
    for (const DynamicRow row : connection.execute(unsafe_text(query)))
      rows.push_back(row.get<std::string>(0));
  std::sort(rows.begin(), rows.end());
  for (const std::string& row : rows) out_ << "row " << row << '\n';
}

}  // namespace orp::tests
