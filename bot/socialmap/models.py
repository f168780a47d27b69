"""Tables of the social map, with the names of the Human Services Data Specification (HSDS) 3.0.

Ids are the slugs of the map's file. Columns of our own are those HSDS has no name for: whether a service is formal,
independent and free, who offers it, the needs in residents' words, and who keeps the entry right.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import relationship

from bot.db import Base, UtcDateTime, utc_now
from bot.socialmap.codes import ACTIVE

_OWNED = {"cascade": "all, delete-orphan", "passive_deletes": True}


def _changed() -> Any:
    return Column(UtcDateTime, nullable=False, default=utc_now, onupdate=utc_now)


class Organization(Base):
    """Who offers services. The funder is shown to residents and never counts in a ranking."""

    __tablename__ = "organization"

    id: Any = Column(String(80), primary_key=True)
    name: Any = Column(String(200), nullable=False)
    description: Any = Column(Text, nullable=True)
    website: Any = Column(String(300), nullable=True)
    email: Any = Column(String(200), nullable=True)
    funder: Any = Column(String(300), nullable=True)
    last_modified: Any = _changed()

    services: Any = relationship("Service", back_populates="organization", order_by="Service.id", **_OWNED)


class Location(Base):
    """A place where services are given; latitude and longitude in degrees."""

    __tablename__ = "location"

    id: Any = Column(String(80), primary_key=True)
    name: Any = Column(String(200), nullable=False)
    latitude: Any = Column(Float, nullable=True)
    longitude: Any = Column(Float, nullable=True)
    accessibility: Any = Column(JSON, nullable=False, default=list)
    last_modified: Any = _changed()

    addresses: Any = relationship("Address", order_by="Address.id", **_OWNED)


class Address(Base):
    __tablename__ = "address"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    location_id: Any = Column(ForeignKey("location.id", ondelete="CASCADE"), nullable=False, index=True)
    address_1: Any = Column(String(200), nullable=True)
    postal_code: Any = Column(String(10), nullable=True)
    city: Any = Column(String(100), nullable=True)


class Service(Base):
    """Something a resident can get or join. Only `status` "active" is ever shown."""

    __tablename__ = "service"

    id: Any = Column(String(80), primary_key=True)
    organization_id: Any = Column(ForeignKey("organization.id", ondelete="CASCADE"), nullable=False, index=True)
    name: Any = Column(String(200), nullable=False)
    description: Any = Column(Text, nullable=False)
    url: Any = Column(String(300), nullable=True)
    email: Any = Column(String(200), nullable=True)
    status: Any = Column(String(20), nullable=False, default=ACTIVE)
    interpretation_services: Any = Column(Text, nullable=True)
    fees_description: Any = Column(Text, nullable=True)
    wait_time: Any = Column(String(200), nullable=True)
    eligibility_description: Any = Column(Text, nullable=True)
    minimum_age: Any = Column(Integer, nullable=True)
    maximum_age: Any = Column(Integer, nullable=True)
    alert: Any = Column(Text, nullable=True)
    assured_date: Any = Column(Date, nullable=True)
    assurer_email: Any = Column(String(200), nullable=True)
    last_modified: Any = _changed()

    domains: Any = Column(JSON, nullable=False, default=list, doc="life domains, most central first")
    needs: Any = Column(JSON, nullable=False, default=list, doc="needs in residents' words")
    offered_by: Any = Column(String(20), nullable=False)
    formal: Any = Column(Boolean, nullable=False)
    independent: Any = Column(Boolean, nullable=False, default=False)
    cost_free: Any = Column(Boolean, nullable=False, default=False)
    home_visit: Any = Column(Boolean, nullable=False, default=False)
    how: Any = Column(Text, nullable=True, doc="how to get there or start")
    next_step: Any = Column(Text, nullable=True, doc="what happens after that")
    is_supporter: Any = Column(Boolean, nullable=False, default=False, doc="the person who stands beside the resident")
    national: Any = Column(Boolean, nullable=False, default=False)
    checked_at: Any = Column(Date, nullable=True)
    owner: Any = Column(String(200), nullable=True, doc="who keeps this entry right")
    source: Any = Column(Text, nullable=True)
    assurance: Any = Column(String(40), nullable=True)

    organization: Any = relationship("Organization", back_populates="services")
    service_at_locations: Any = relationship("ServiceAtLocation", order_by="ServiceAtLocation.id", **_OWNED)
    phones: Any = relationship("Phone", order_by="Phone.id", **_OWNED)
    schedules: Any = relationship("Schedule", order_by="Schedule.id", **_OWNED)
    languages: Any = relationship("Language", order_by="Language.id", **_OWNED)
    service_areas: Any = relationship("ServiceArea", order_by="ServiceArea.id", **_OWNED)


def _service_key() -> Any:
    return Column(ForeignKey("service.id", ondelete="CASCADE"), nullable=False, index=True)


class ServiceAtLocation(Base):
    __tablename__ = "service_at_location"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    service_id: Any = _service_key()
    location_id: Any = Column(ForeignKey("location.id", ondelete="CASCADE"), nullable=False, index=True)

    location: Any = relationship("Location")


class Phone(Base):
    __tablename__ = "phone"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    service_id: Any = _service_key()
    number: Any = Column(String(40), nullable=False)


class Schedule(Base):
    """When a service is open: an iCalendar rule (`freq`, `byday`) and local times as "HH:MM"."""

    __tablename__ = "schedule"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    service_id: Any = _service_key()
    freq: Any = Column(String(10), nullable=False)
    byday: Any = Column(String(60), nullable=True)
    opens_at: Any = Column(String(5), nullable=False)
    closes_at: Any = Column(String(5), nullable=False)
    notes: Any = Column(String(200), nullable=True)


class Language(Base):
    __tablename__ = "language"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    service_id: Any = _service_key()
    code: Any = Column(String(3), nullable=False, doc="ISO 639")


class ServiceArea(Base):
    """A place a service works in; a service without any works everywhere in the map."""

    __tablename__ = "service_area"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    service_id: Any = _service_key()
    name: Any = Column(String(100), nullable=False)


class Gap(Base):
    """Something residents needed and the map had nothing for: what it was about, and none of their words."""

    __tablename__ = "gap"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    domains: Any = Column(JSON, nullable=False)
    life_events: Any = Column(JSON, nullable=False)
    place: Any = Column(String(80), nullable=True)
    noticed_on: Any = Column(Date, nullable=False)
