-- what moved on a project between two moments, in words
create or replace macro movement_sentence(movement, rating_before, rating_after, finish_moved_days, rebaselined) as
    case movement
        when 'new' then 'New in the portfolio.'
        when 'left' then 'No longer in the portfolio.'
        else coalesce(nullif(concat_ws(
            '; ',
            case when rating_before <> rating_after
                then 'rating ' || replace(rating_before, '_', '/') || ' to ' || replace(rating_after, '_', '/') end,
            case when finish_moved_days > 0 then 'finish ' || finish_moved_days || ' days later'
                when finish_moved_days < 0 then 'finish ' || -finish_moved_days || ' days earlier' end,
            case when rebaselined then 're-baselined' end
        ), ''), 'no change of rating or finish')
    end;
