from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("columns", "0003_head_image_awaits_its_file")]
    operations = [migrations.RenameModel(old_name="HeadImage", new_name="Image")]
