import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def give_each_an_end(apps, schema_editor):
    """What is said about waiting now holds for 30 days more, as in the model."""
    service = apps.get_model("directory", "Service")
    until = timezone.localdate() + datetime.timedelta(days=30)
    endless = service.objects.exclude(waiting="").filter(waiting_until=None)
    endless.update(waiting_until=until)


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0020_proposal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressRemoval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='removed')),
            ],
            options={
                'verbose_name': 'address removed',
                'verbose_name_plural': 'addresses removed',
            },
        ),
        migrations.AlterField(
            model_name='service',
            name='waiting_until',
            field=models.DateField(blank=True, help_text='After this day the page says: ask them. Empty: in 30 days.', null=True, verbose_name='until'),
        ),
        migrations.RunPython(give_each_an_end, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('waiting', ''), ('waiting_until__isnull', False), _connector='OR'), name='waiting_ends_some_day', violation_error_message='Say until when this holds.'),
        ),
        migrations.AddField(
            model_name='addressremoval',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='addressremoval',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='address_removals', to='directory.service', verbose_name='service'),
        ),
    ]
