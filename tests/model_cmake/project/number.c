/* SPDX-License-Identifier: MIT */
/* What is precompiled is C++; C beside it goes without. */
int number_in_c(void) { return 0; }
