-- the worse of two ratings; what is not known does not count unless both are not
create or replace macro worse_rating(one, other) as
    rating_of_rank(least(rating_rank(one), rating_rank(other)));
