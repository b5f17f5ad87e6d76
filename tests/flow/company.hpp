// SPDX-License-Identifier: MIT
#pragma once
#include "company/model.hpp"
#include "flow/flow_test.hpp"

namespace orp::tests {

using company::Badge;
using company::Booking;
using company::Facility;
using company::Label;
using company::Note;
using company::Person;
using company::Room;
using company::Task;
using company::Team;

/// Tests on a small company:
///
///     red   Ann (badge A1), Ben (badge B1, boss Ann)       paint  Ann, Ben   soon late   2 notes
///     blue  Cy (boss Ann)                                  wash   Ann
///     grey  nobody                                         cook   Ben, Cy    soon        1 note
///     none  Dee (boss Ben)
///     A 1   Hall: two bookings, sofa and beamer;  A 2  Den;  B 1  Attic: a booking, beamer
class CompanyTest : public FlowTest {
 protected:
  void SetUp() override {
    set_up(company::metadata());
    Session session = open();
    Team& red = session.add<Team>({.name = "red"});
    Team& blue = session.add<Team>({.name = "blue"});
    session.add<Team>({.name = "grey"});
    Person& ann = session.add<Person>({.name = "Ann", .team = red});
    Person& ben = session.add<Person>({.name = "Ben", .team = red, .boss = ann});
    Person& cy = session.add<Person>({.name = "Cy", .team = blue, .boss = ann});
    session.add<Person>({.name = "Dee", .boss = ben});
    session.add<Badge>({.code = "A1", .person = ann});
    session.add<Badge>({.code = "B1", .person = ben});
    session.add<Badge>({.code = "X9"});
    Task& paint = session.add<Task>({.title = "paint", .owner = ann, .reviewer = ben});
    session.add<Task>({.title = "wash", .owner = ann});
    Task& cook = session.add<Task>({.title = "cook", .owner = ben, .reviewer = cy});
    Label& soon = session.add<Label>({.name = "soon"});
    Label& late = session.add<Label>({.name = "late"});
    session.add<Label>({.name = "never"});
    paint.labels().add(soon);
    paint.labels().add(late);
    cook.labels().add(soon);
    paint.notes().add({.text = "red paint"});
    paint.notes().add({.text = "two coats"});
    cook.notes().add({.text = "no salt"});
    Room& hall = session.add<Room>({.site = "A", .number = 1, .name = "Hall"});
    session.add<Room>({.site = "A", .number = 2, .name = "Den"});
    Room& attic = session.add<Room>({.site = "B", .number = 1, .name = "Attic"});
    session.add<Booking>({.day = Date::parse("2024-05-02"), .room = hall});
    session.add<Booking>({.day = Date::parse("2024-05-01"), .room = hall});
    session.add<Booking>({.day = Date::parse("2024-05-03"), .room = attic});
    session.add<Booking>({.day = Date::parse("2024-05-04")});
    Facility& beamer = session.add<Facility>({.name = "beamer"});
    Facility& sofa = session.add<Facility>({.name = "sofa"});
    hall.facilities().add(beamer);
    hall.facilities().add(sofa);
    attic.facilities().add(beamer);
    session.commit();
    session.close();
    forget();
  }

  static auto everyone() { return select<Person>().order_by(Person::c.id); }
  static auto teams() { return select<Team>().order_by(Team::c.id); }
  static auto tasks() { return select<Task>().order_by(Task::c.id); }
  static auto rooms() { return select<Room>().order_by(Room::c.site, Room::c.number); }
};

}  // namespace orp::tests
