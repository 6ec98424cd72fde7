-- a number from the settings in force: what was set last, or the default
create or replace macro setting_number(settings, setting_name, default_value) as
    coalesce(try_cast(settings[setting_name] as double), default_value);
