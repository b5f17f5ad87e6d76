// SPDX-License-Identifier: MIT
// Everything a program needs beside its generated model.
#pragma once
// First, so that what a compiler says about wrong operands, options and statements begins with a
// short way here.
#include "orpiment/sql/detail/clause_terms.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/load_option.hpp"
#include "orpiment/sql/operators.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/window.hpp"
#include "orpiment/sql/write.hpp"

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/engine/retry.hpp"
#include "orpiment/fwd.hpp"
#include "orpiment/meta/metadata.hpp"
#include "orpiment/session/session.hpp"
#include "orpiment/session/session_factory.hpp"
#include "orpiment/session/set_expression.hpp"
#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/array.hpp"
#include "orpiment/sql/expr.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/row_value.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/upsert.hpp"
#include "orpiment/sql/values.hpp"
