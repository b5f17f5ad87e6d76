DROP TABLE "chicken_coops", "coops", "chickens", "eggs", "fallbacks", "values";
DROP TYPE "mood";
DROP TYPE "shirt_size";
