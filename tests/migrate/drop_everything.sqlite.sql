PRAGMA defer_foreign_keys = ON;
DROP TABLE "chicken_coops";
DROP TABLE "coops";
DROP TABLE "chickens";
DROP TABLE "eggs";
DROP TABLE "fallbacks";
DROP TABLE "values";
