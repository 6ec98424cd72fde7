-- alignment of a project, 0-100: weighted strength over the most it could be (4 on every objective)
create or replace macro alignment_score(weighted_strength, weight_sum) as
    percentage(weighted_strength, 4 * weight_sum);
