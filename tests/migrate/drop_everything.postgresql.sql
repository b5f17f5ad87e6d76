DROP TABLE "chicken_coops", "coops", "chickens", "eggs", "fallbacks", "values";
DO $orpiment$ BEGIN DROP TYPE "mood"; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $orpiment$;
DO $orpiment$ BEGIN DROP TYPE "shirt_size"; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $orpiment$;
