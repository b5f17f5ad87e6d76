// SPDX-License-Identifier: MIT
// Rows that refer to each other: a photo to its album, an album to the photo on its cover.
#include "orpiment/orpiment.hpp"
#include "story.hpp"

namespace orp::tests {

using namespace office;

void Story::add_album() {
  const int number = ++last_;
  tell("Album& ", text('a', number), " = session.add<Album>({.id = ", number, "});");
  albums_[number] = &session_.add<Album>({.id = number});
  world_.albums[number] = std::nullopt;
}

// On its cover at once, or not.
void Story::add_photo() {
  const auto album = pick(world_.albums);
  if (album == world_.albums.end()) return;
  const int number = ++last_;
  const std::string owner = text('a', album->first);
  if (coin()) {
    tell("Photo& ", text('p', number), " = ", owner, ".photos().add({.id = ", number, "});");
    photos_[number] = &albums_.at(album->first)->photos().add({.id = number});
  } else {
    tell("Photo& ", text('p', number), " = session.add<Photo>({.id = ", number,
         ", .album = ", owner, "});");
    photos_[number] = &session_.add<Photo>({.id = number, .album = *albums_.at(album->first)});
  }
  world_.photos[number] = album->first;
  if (coin()) put_on_cover(album->first, number);
}

void Story::put_on_cover(int album, std::optional<int> photo) {
  tell(text('a', album), ".set_cover(", photo ? '&' + text('p', *photo) : "nullptr", ");");
  albums_.at(album)->set_cover(photo ? photos_.at(*photo) : nullptr);
  world_.albums[album] = photo;
}

// Of any album.
void Story::set_cover() {
  const auto album = pick(world_.albums);
  const auto photo = pick(world_.photos);
  if (album == world_.albums.end()) return;
  if (photo == world_.photos.end() || below(4) == 0)
    put_on_cover(album->first, std::nullopt);
  else
    put_on_cover(album->first, photo->first);
}

void Story::exchange_covers() {
  const auto one = pick(world_.albums);
  const auto other = pick(world_.albums);
  if (one == other) return;
  const std::optional<int> photo = one->second;
  put_on_cover(one->first, other->second);
  put_on_cover(other->first, photo);
}

// It may stay on the cover of the album that it leaves.
void Story::move_photo() {
  const auto photo = pick(world_.photos);
  const auto album = pick(world_.albums);
  if (photo == world_.photos.end()) return;
  const std::string name = text('p', photo->first);
  const std::string owner = text('a', album->first);
  if (coin()) {
    tell(name, ".set_album(", owner, ");");
    photos_.at(photo->first)->set_album(*albums_.at(album->first));
  } else {
    tell(owner, ".photos().add(", name, ");");
    albums_.at(album->first)->photos().add(*photos_.at(photo->first));
  }
  photo->second = album->first;
}

void Story::leave_covers(int photo, std::optional<int> but_of) {
  for (const auto& [album, cover] : world_.albums)
    if (cover == photo && album != but_of) put_on_cover(album, std::nullopt);
}

// Covers let go of it before or after it is deleted.
void Story::delete_photo() {
  const auto photo = pick(world_.photos);
  if (photo == world_.photos.end()) return;
  const int number = photo->first;
  if (coin()) {
    leave_covers(number, std::nullopt);
    remove(*photos_.at(number), text('p', number));
  } else {
    flush();
    tell("{ const auto guard = session.no_autoflush();");
    const auto guard = session_.no_autoflush();
    remove(*photos_.at(number), text('p', number));
    leave_covers(number, std::nullopt);
    tell("}");
  }
  world_.photos.erase(number);
}

// With its photos, of which one may be on its own cover.
void Story::delete_album() {
  const auto album = pick(world_.albums);
  if (album == world_.albums.end()) return;
  const int number = album->first;
  for (const auto& [photo, of] : world_.photos)
    if (of == number) leave_covers(photo, number);
  remove(*albums_.at(number), text('a', number));
  std::erase_if(world_.photos, [&](const auto& photo) { return photo.second == number; });
  world_.albums.erase(number);
}

// Its sides are looked at, or forgotten.
void Story::visit_album() {
  const auto album = pick(world_.albums);
  if (album == world_.albums.end()) return;
  const std::string name = text('a', album->first);
  switch (below(3)) {
    case 0:
      tell(name, ".photos().size();");
      static_cast<void>(albums_.at(album->first)->photos().size());
      return;
    case 1:
      tell(name, ".cover();");
      static_cast<void>(albums_.at(album->first)->cover());
      return;
    default:
      flush();
      tell("session.expire(", name, ");");
      session_.expire(*albums_.at(album->first));
  }
}

}  // namespace orp::tests
