-- +goose Up
-- A site is a department with a calendar of its own, which those below it share; '' is the company.
CREATE TABLE calendar_sites (
    site       TEXT   PRIMARY KEY,        -- '' or the department's id
    zone       TEXT   NOT NULL,
    week       TEXT   NOT NULL,           -- JSON: hours of Monday to Sunday in minutes from midnight
    changed_at BIGINT NOT NULL,
    changed_by BYTEA
);

CREATE TABLE calendar_days (
    site       TEXT    NOT NULL,
    day        BIGINT  NOT NULL,          -- days from 1 January 1970
    work       BOOLEAN NOT NULL,
    hours      TEXT    NOT NULL,          -- JSON; []: the usual ones
    name       TEXT    NOT NULL,
    changed_at BIGINT  NOT NULL,
    changed_by BYTEA,
    PRIMARY KEY (site, day)
);

-- Years that were imported stand in the place of those that the product brings.
CREATE TABLE calendar_years (
    year        BIGINT PRIMARY KEY,
    source      TEXT   NOT NULL,          -- name of the file
    imported_at BIGINT NOT NULL,
    imported_by BYTEA
);

CREATE TABLE calendar_year_days (
    year BIGINT  NOT NULL,
    day  BIGINT  NOT NULL,
    work BOOLEAN NOT NULL,
    name TEXT    NOT NULL,
    PRIMARY KEY (year, day)
);
