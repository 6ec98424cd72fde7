-- a rating that improves only after some readings in a row were better: to the worst of them; what is worse holds at once
-- `earlier` are the ranks of as many readings before this one as are wanted beside it
create or replace macro waited(fresh, before, earlier, wanted) as
    case when wanted > 1 and rating_rank(fresh) > rating_rank(before)
            then rating_of_rank(greatest(
                rating_rank(before),
                case when list_count(earlier) >= wanted - 1 then least(rating_rank(fresh), list_min(earlier)) else rating_rank(before) end
            ))
        else fresh end;
